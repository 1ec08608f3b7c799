start_bases() { :; }
check_bases() { :; }
