"""A fictional network with known truth, and its exports in the real formats.

`make_world` makes one from a seed, `truth` tells what a reader of its exports should find, `write_linkedin`
and `write_mbox` write the exports, `demo` writes those of the demo.
"""

from kithly.synthetic.demo_exports import DEMO_SEED as DEMO_SEED
from kithly.synthetic.demo_exports import demo as demo
from kithly.synthetic.linkedin import era_of as era_of
from kithly.synthetic.linkedin import linkedin_file_name as linkedin_file_name
from kithly.synthetic.linkedin import linkedin_files as linkedin_files
from kithly.synthetic.linkedin import write_linkedin as write_linkedin
from kithly.synthetic.mail import write_mbox as write_mbox
from kithly.synthetic.model import Person as Person
from kithly.synthetic.model import Shape as Shape
from kithly.synthetic.model import Thread as Thread
from kithly.synthetic.model import World as World
from kithly.synthetic.truths import Truth as Truth
from kithly.synthetic.truths import truth as truth
from kithly.synthetic.world import linkedin_only as linkedin_only
from kithly.synthetic.world import make_world as make_world
from kithly.synthetic.world import threads as threads
