plugins {
    id("io.micronaut.library") version "4.6.0"
}

repositories {
    mavenCentral()
}

dependencies {
    implementation("io.micronaut.aws:micronaut-function-aws")
}

java {
    sourceCompatibility = JavaVersion.toVersion("21")
}
