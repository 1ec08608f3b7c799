<?php

require __DIR__ . '/../vendor/autoload.php';

echo 'Hello ' . htmlspecialchars($_GET['name'] ?? 'world') . ' from PHP ' . PHP_VERSION;
