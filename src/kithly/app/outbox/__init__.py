"""What Kithly itself sends: approved, taken back in time, given up once, and never lost in silence."""
