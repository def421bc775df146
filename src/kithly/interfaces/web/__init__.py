"""The web app: pages made on this machine, for a browser on this machine."""
