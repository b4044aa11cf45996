"""What people type about meetings, by the page they type it on."""
