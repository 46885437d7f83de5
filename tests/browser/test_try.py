import time
from tests.browser.asking import *
from tests.browser.visitor import *
import pytest
pytestmark = pytest.mark.browser
def test_it(mother):
    other = Visitor(mother.house, mother.context, mother.context.new_page()).comes()
    t=time.time()
    for n in walk(mother):
        print(n, round(time.time()-t,2))
        if n=='needs': break
    expect(other.live.get_by_role("button", name="孤独症")).to_be_visible(); print('o', time.time()-t)
    other.taps("孤独症"); print('o', time.time()-t)
    expect(mother.button("孤独症")).to_have_attribute("aria-pressed", "true"); print('o', time.time()-t)
    mother.taps("选好了"); print('o', time.time()-t)
    expect(other.button("对，就这样")).to_be_visible(); print('o', time.time()-t)
