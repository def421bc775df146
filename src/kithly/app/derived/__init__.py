"""What follows from records and decisions: who is who, how ties stand, why now; and a close look at a few people."""
