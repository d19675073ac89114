"""A cluster of machines as the crew of a build: Dask's scheduler and workers, started by whoever runs the machines."""
