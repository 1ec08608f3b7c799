<?php

require __DIR__ . '/vendor/autoload.php';

return function (array $event): string {
    return 'Hello ' . ($event['name'] ?? 'world');
};
