"""What docs/ repeats of the catalogue and the warehouse, written anew by one command."""
