"""The shape of the network: circles, ways in, bridges, and what hangs on one person."""
