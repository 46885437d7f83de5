"""The benchmarks: what a durable turn costs beside its peers, and whether anything grows with the number of people."""
