"""How the linear models are trained, and how well they do on what they were not trained on."""
