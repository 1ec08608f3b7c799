using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Projects;

public sealed class Reading_build_manifests : IDisposable
{
    private readonly TempProject _project = new();

    private ProjectDirectory Folder => new(_project.Path);

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Maven_resolves_properties_and_parents_in_the_project()
    {
        _project.Write("pom.xml", """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <groupId>com.acme</groupId>
              <artifactId>parent</artifactId>
              <version>1.2.0</version>
              <packaging>pom</packaging>
              <modules><module>api</module><module>jobs/</module></modules>
              <properties><lambda.version>1.3.0</lambda.version><java.version>17</java.version></properties>
            </project>
            """).Write("api/pom.xml", """
            <project>
              <parent><groupId>com.acme</groupId><artifactId>parent</artifactId><version>1.2.0</version></parent>
              <artifactId>api</artifactId>
              <dependencies>
                <dependency><groupId>com.amazonaws</groupId><artifactId>aws-lambda-java-core</artifactId>
                  <version>${lambda.version}</version></dependency>
                <dependency><groupId>junit</groupId><artifactId>junit</artifactId><scope>test</scope></dependency>
              </dependencies>
              <build><finalName>${project.artifactId}-all</finalName><plugins>
                <plugin><artifactId>maven-shade-plugin</artifactId><configuration><mainClass>com.acme.Main</mainClass></configuration></plugin>
              </plugins></build>
            </project>
            """);

        var root = PomXml.Read(Folder).ShouldNotBeNull();
        var api = PomXml.Read(Folder, "api/pom.xml").ShouldNotBeNull();

        root.Modules.ShouldBe(["api", "jobs"]);
        root.Packaging.ShouldBe("pom");
        api.Version.ShouldBe("1.2.0");
        api.FinalName.ShouldBe("api-all");
        api.JavaVersion.ShouldBe(new AskedVersion("17", "pom.xml", 7));
        api.Dependencies.ShouldBe([new Dependency("com.amazonaws:aws-lambda-java-core", "1.3.0", "api/pom.xml", 5)]);
        api.FindPlugin("org.apache.maven.plugins:maven-shade-plugin").ShouldNotBeNull();
        api.PluginSetting("org.apache.maven.plugins:maven-shade-plugin", "mainClass").ShouldBe("com.acme.Main");
        api.Parent.ShouldNotBeNull().Name.ShouldBe("com.acme:parent");
    }

    [Theory]
    [InlineData("<parent><relativePath>../../../etc/pom.xml</relativePath></parent>")]
    [InlineData("<parent><relativePath>pom.xml</relativePath></parent>")]
    [InlineData("<properties><a>${b}</a><b>${a}</b></properties><version>${a}</version>")]
    public void Maven_cannot_be_led_out_of_the_project_or_round_in_circles(string inner)
    {
        _project.Write("pom.xml", $"<project>{inner}<artifactId>a</artifactId></project>");

        PomXml.Read(Folder).ShouldNotBeNull().Version.ShouldBeNull();
    }

    [Fact]
    public void Gradle_is_read_in_Groovy()
    {
        _project.Write("settings.gradle", "rootProject.name = 'shop'\ninclude 'api', ':libs:core'\n").Write("build.gradle", """
            plugins {
                id 'java'
                id 'org.springframework.boot' version '3.4.1'
            }
            version = '1.0'
            dependencies {
                // implementation 'com.acme:old:1'
                implementation 'com.amazonaws:aws-lambda-java-core:1.3.0'
                implementation platform("io.micronaut:micronaut-bom:4.0")
                runtimeOnly group: 'org.postgresql', name: 'postgresql', version: '42.7'
                testImplementation 'junit:junit:4'
                annotationProcessor 'org.projectlombok:lombok:1'
            }
            application { mainClass = 'com.acme.Main' }
            """);

        var build = GradleBuild.Read(Folder).ShouldNotBeNull();

        build.Name.ShouldBe("shop");
        build.Version.ShouldBe("1.0");
        build.MainClass.ShouldBe("com.acme.Main");
        build.Modules.ShouldBe(["api", "libs/core"]);
        build.FindPlugin("org.springframework.boot").ShouldBe(new Dependency("org.springframework.boot", "3.4.1", "build.gradle", 3));
        build.Dependencies.Select(dependency => $"{dependency.Name} {dependency.Constraint}").ShouldBe(
            ["com.amazonaws:aws-lambda-java-core 1.3.0", "io.micronaut:micronaut-bom 4.0", "org.postgresql:postgresql 42.7"]);
    }

    [Fact]
    public void Gradle_is_read_in_Kotlin_with_its_catalog()
    {
        _project.Write("settings.gradle.kts", "rootProject.name = \"shop\"\ninclude(\n    \":api\",\n    \":jobs\",\n)\n")
            .Write("gradle/libs.versions.toml", """
                [versions]
                boot = "3.4.1"
                jdk = "21"
                [libraries]
                boot-web = { module = "org.springframework.boot:spring-boot-starter-web", version.ref = "boot" }
                lambda-core = "com.amazonaws:aws-lambda-java-core:1.3.0"
                [bundles]
                all = ["boot-web", "lambda-core"]
                [plugins]
                spring-boot = { id = "org.springframework.boot", version.ref = "boot" }
                """).Write("build.gradle.kts", """
                plugins {
                    `java-library`
                    kotlin("jvm") version "2.1.0"
                    alias(libs.plugins.spring.boot)
                }
                dependencies {
                    implementation(libs.boot.web)
                    api(libs.bundles.all)
                }
                java { toolchain { languageVersion = JavaLanguageVersion.of(libs.versions.jdk.get()) } }
                """);

        var build = GradleBuild.Read(Folder).ShouldNotBeNull();

        build.Modules.ShouldBe(["api", "jobs"]);
        build.Plugins.Select(plugin => $"{plugin.Name} {plugin.Constraint}").ShouldBe(["java-library ", "org.jetbrains.kotlin.jvm 2.1.0", "org.springframework.boot 3.4.1"]);
        build.Find("org.springframework.boot:spring-boot-starter-web").ShouldBe(new Dependency("org.springframework.boot:spring-boot-starter-web", "3.4.1", "build.gradle.kts", 7));
        build.Find("com.amazonaws:aws-lambda-java-core").ShouldNotBeNull().Line.ShouldBe(8);
        build.JavaVersion.ShouldBe(new AskedVersion("21", "build.gradle.kts", 10));
    }

    [Fact]
    public void Cargo_knows_its_programs()
    {
        _project.Write("Cargo.toml", """
            [package]
            name = "shop"
            default-run = "api"
            [[bin]]
            name = "api"
            path = "src/bin/server.rs"
            [dependencies]
            lambda = { package = "lambda_runtime", version = "0.13" }
            tokio = "1"
            [dependencies.serde]
            version = "1.0"
            """).Write("src/main.rs", "").Write("src/bin/server.rs", "").Write("src/bin/job.rs", "").Write("src/bin/big/main.rs", "");

        var cargo = CargoToml.Read(Folder).ShouldNotBeNull();

        cargo.Binaries.ShouldBe(["api", "shop", "job", "big"], ignoreOrder: true);
        cargo.DefaultRun.ShouldBe("api");
        cargo.Find("lambda_runtime").ShouldBe(new Dependency("lambda_runtime", "0.13", "Cargo.toml", 8));
        cargo.Find("serde").ShouldBe(new Dependency("serde", "1.0", "Cargo.toml", 10));
    }

    [Fact]
    public void Go_tells_direct_modules_from_others()
    {
        _project.Write("go.mod", "module github.com/acme/shop // app\n\ngo 1.25\n\nrequire github.com/aws/aws-lambda-go v1.47.0\nrequire (\n\tgithub.com/labstack/echo/v4 v4.12.0\n\tgolang.org/x/sys v0.1.0 // indirect\n)\n");

        var module = GoMod.Read(Folder).ShouldNotBeNull();

        module.Module.ShouldBe("github.com/acme/shop");
        module.Requires.ShouldBe([new Dependency("github.com/aws/aws-lambda-go", "v1.47.0", "go.mod", 5), new Dependency("github.com/labstack/echo/v4", "v4.12.0", "go.mod", 7)]);
        module.Find("github.com/labstack/echo").ShouldNotBeNull().Line.ShouldBe(7);
        module.Indirect.ShouldHaveSingleItem();
    }

    [Fact]
    public void Mix_is_read_and_not_run()
    {
        _project.Write("mix.exs", """
            defmodule Shop.MixProject do
              def project, do: [app: :shop, version: "0.1.0", elixir: "~> 1.17"]
              def application, do: [mod: {Shop.Application, []}]
              defp deps do
                [
                  {:phoenix, "~> 1.7"},
                  # {:old, "1"},
                  {:credo, "~> 1.7", only: [:dev, :test]},
                  {:plug_cowboy, ">= 0.0.0"}
                ]
              end
            end
            """);

        var mix = MixExs.Read(Folder).ShouldNotBeNull();

        mix.App.ShouldBe("shop");
        mix.Module.ShouldBe("Shop.Application");
        mix.Elixir.ShouldBe(new AskedVersion("~> 1.17", "mix.exs", 2));
        mix.Find("phoenix").ShouldBe(new Dependency("phoenix", "~> 1.7", "mix.exs", 6));
        mix.Find("credo").ShouldBeNull();
    }

    [Fact]
    public void Deno_has_tasks_and_imports()
    {
        _project.Write("deno.jsonc", """
            {
              // tasks
              "tasks": { "start": "deno run -A main.ts", "dev": { "command": "deno run --watch main.ts" } },
              "imports": {
                "hono": "jsr:@hono/hono@^4.6",
                "express": "npm:express@5"
              },
            }
            """);

        var deno = DenoJson.Read(Folder).ShouldNotBeNull();

        deno.Task("start").ShouldBe("deno run -A main.ts");
        deno.Task("dev").ShouldBe("deno run --watch main.ts");
        deno.Find("@hono/hono").ShouldBe(new Dependency("hono", "jsr:@hono/hono@^4.6", "deno.jsonc", 5));
        deno.Find("express").ShouldNotBeNull();
    }

    [Fact]
    public void A_dotnet_project_of_the_older_kind_is_read_too()
    {
        _project.Write("A.csproj", "<Project xmlns=\"http://schemas.microsoft.com/developer/msbuild/2003\"><PropertyGroup>\n<TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>");

        AskedVersions.Dotnet(CsProj.ReadAll(Folder)[0]).ShouldBe(new AskedVersion("8", "A.csproj", 2));
    }
}
