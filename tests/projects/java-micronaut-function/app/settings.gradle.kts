rootProject.name = "stock-function"
