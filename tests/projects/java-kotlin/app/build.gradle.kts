plugins {
    kotlin("jvm") version "2.2.20"
}

repositories {
    mavenCentral()
}

dependencies {
    implementation("com.amazonaws:aws-lambda-java-core:1.3.0")
    testImplementation(kotlin("test"))
}

kotlin {
    jvmToolchain(21)
}
