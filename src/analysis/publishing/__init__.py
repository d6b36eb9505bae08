"""From a parameterised notebook to a published page: run, render, check, publish."""
