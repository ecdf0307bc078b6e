#!/bin/sh
exec /kit/bin/python -P -I -m autograder.platforms.prairielearn.run
