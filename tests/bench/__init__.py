"""What measures is tested too, briefly."""
