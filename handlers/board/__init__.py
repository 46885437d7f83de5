"""The children's letter box (童声留言板): a child can say anything, and hears back.

It is a letter box to the home and no public wall: nothing that a child writes is ever published. Nobody knows who
wrote, and nothing is kept that could tell (bot/turns/unrecorded.py). 未成年人保护法 art. 4: children are heard.
"""

from handlers.board import box, writing

flows = (writing.flow, box.flow)
