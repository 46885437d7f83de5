"""What the flows around the children's letter box share: its profile, its pictures, the way back, who may read.

Flows may not import one another; what a child's page and a colleague's desk both know stands here.
"""
