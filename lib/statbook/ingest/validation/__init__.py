"""Find faults in a recipe and in parsed rows before anything is written."""
