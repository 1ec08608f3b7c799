<?php

// A placeholder, so that the sample builds without Composer. `composer update` replaces it with the real one, and with Bref.
