"""The screens. They show and pass on what the rep does; what happens is decided below them."""
