"""What is told of visits."""
