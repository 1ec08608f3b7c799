<?php // Made by Composer in a real project.
