namespace LambdaImage.Engine.Tests.Sboms;

/// <summary>Gemfile.lock, composer.lock, go.mod and go.sum, Cargo.lock, NuGet's two files, gradle.lockfile, pom.xml and mix.lock.</summary>
public sealed class Reading_other_locks
{
    private const string Hex = "1111111111111111111111111111111111111111111111111111111111111111";

    [Theory]
    [InlineData(LambdaArchitecture.X86_64, "pkg:gem/nokogiri@1.18.2?platform=x86_64-linux-gnu")]
    [InlineData(LambdaArchitecture.Arm64, "pkg:gem/nokogiri@1.18.2")]
    public void Bundler_in_the_form_for_the_processor(LambdaArchitecture architecture, string nokogiri)
    {
        using var project = new SbomProject(
            ("Gemfile", "source 'https://rubygems.org'\ngem 'nokogiri'\ngem 'lamby', git: 'https://github.com/rails-lambda/lamby'\ngem 'own', path: 'own'\ngroup :test do\n  gem 'rspec'\nend\n"),
            ("Gemfile.lock", $"""
                GIT
                  remote: https://github.com/rails-lambda/lamby
                  revision: 0a1b2c3
                  specs:
                    lamby (6.0.1)
                      rack (>= 3.0)

                PATH
                  remote: own
                  specs:
                    own (0.1.0)

                GEM
                  remote: https://rubygems.org/
                  specs:
                    diff-lcs (1.5.1)
                    nokogiri (1.18.2)
                      racc (~> 1.4)
                    nokogiri (1.18.2-x86_64-linux-gnu)
                      racc (~> 1.4)
                    racc (1.8.1)
                    rack (3.1.8)
                    rspec (3.13.0)
                      diff-lcs

                PLATFORMS
                  ruby
                  x86_64-linux-gnu

                DEPENDENCIES
                  lamby!
                  nokogiri
                  own!
                  rspec

                CHECKSUMS
                  racc (1.8.1) sha256={Hex}
                """))
        {
            Architecture = architecture,
        };
        project.Purls().ShouldBe([
            "pkg:gem/lamby@6.0.1?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Frails-lambda%2Flamby", nokogiri, "pkg:gem/racc@1.8.1", "pkg:gem/rack@3.1.8"]);
        project.Part(nokogiri).Needs.ShouldBe(["pkg:gem/racc@1.8.1"]);
        project.Part("pkg:gem/racc@1.8.1").Hash.ShouldNotBeNull().ShouldBe(new("SHA-256", Hex));
        project.Part("pkg:gem/rack@3.1.8").Place.ShouldBe(("Gemfile.lock", 22));
        project.Read().Roots.ShouldContain(nokogiri);
    }

    [Fact]
    public void Bundler_with_a_folder_whose_gems_hang_on_the_image_and_a_repository_without_its_password()
    {
        using var project = new SbomProject(("Gemfile", "gem 'own', path: 'own'\n"), ("Gemfile.lock", """
            GIT
              remote: https://token:x-oauth-basic@github.com/acme/forms.git
              revision: 0a1b2c3
              specs:
                forms (1.0.0)

            PATH
              remote: own
              specs:
                own (0.1.0)
                  forms

            DEPENDENCIES
              own!
            """));
        const string forms = "pkg:gem/forms@1.0.0?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Facme%2Fforms.git";
        project.Purls().ShouldBe([forms]);
        project.Read().Roots.ShouldContain(forms);
    }

    [Fact]
    public void Bundler_without_a_lock_file_tells_what_is_asked_for_and_a_warning_says_so()
    {
        using var project = new SbomProject(("Gemfile", "gem 'rack', '~> 3.1'\ngem 'own', path: 'own'\ngroup :test do\n  gem 'rspec'\nend\n"));
        project.Purls().ShouldBe(["pkg:gem/rack"]);
        project.Part("pkg:gem/rack").Place.ShouldBe(("Gemfile", 1));
        project.Read().Warnings.ShouldHaveSingleItem().ShouldBe("The SBOM lists only what Gemfile asks for, not what that needs in turn: there is no lock file. Run 'bundle lock'.");
    }

    [Fact]
    public void Composer_without_folders_of_the_project_but_with_what_they_need()
    {
        using var project = new SbomProject(("composer.json", """{ "require": { "Acme/Own": "*" } }"""), ("composer.lock", """
            {
                "packages": [
                    { "name": "acme/own", "version": "dev-main", "dist": { "type": "path", "url": "own" }, "require": { "Psr/Log": "^3" } },
                    { "name": "psr/log", "version": "3.0.2", "dist": { "type": "zip" } }
                ]
            }
            """));
        project.Purls().ShouldBe(["pkg:composer/psr/log@3.0.2"]);
        project.Read().Roots.ShouldContain("pkg:composer/psr/log@3.0.2");
    }

    [Fact]
    public void Composer()
    {
        using var project = new SbomProject(
            ("composer.json", """{ "require": { "php": ">=8.3", "ext-gmp": "*", "Monolog/monolog": "^3", "monolog/monolog": "^3" } }"""),
            ("composer.lock", """
                {
                    "packages": [
                        {
                            "name": "monolog/monolog", "version": "v3.8.1", "license": ["MIT"],
                            "dist": { "type": "zip", "shasum": "aef6ee73a77a66e404dd6540934a9ef1b3c855b4" },
                            "require": { "php": ">=8.1", "psr/log": "^2.0 || ^3.0" }
                        },
                        { "name": "psr/log", "version": "3.0.2", "license": ["MIT", "GPL-2.0-or-later"], "dist": { "shasum": "" } }
                    ],
                    "packages-dev": [{ "name": "phpunit/phpunit", "version": "11.5.2" }]
                }
                """));
        project.Purls().ShouldBe(["pkg:composer/monolog/monolog@3.8.1", "pkg:composer/psr/log@3.0.2"]);
        var monolog = project.Part("pkg:composer/monolog/monolog@3.8.1");
        monolog.Needs.ShouldBe(["pkg:composer/psr/log@3.0.2"]);
        monolog.Hash.ShouldNotBeNull().ShouldBe(new("SHA-1", "aef6ee73a77a66e404dd6540934a9ef1b3c855b4"));
        (monolog.Group, monolog.Place).ShouldBe(("monolog", ("composer.lock", 4)));
        project.Part("pkg:composer/psr/log@3.0.2").Hash.ShouldBeNull();
        project.Document().GetProperty("components").EnumerateArray().Single(component => component.GetProperty("name").GetString() == "log")
            .GetProperty("licenses")[0].GetProperty("expression").GetString().ShouldBe("MIT OR GPL-2.0-or-later");
    }

    [Fact]
    public void Go_with_what_replaces_a_module()
    {
        using var project = new SbomProject(
            ("go.mod", """
                module github.com/acme/shop

                go 1.24

                require (
                	github.com/aws/aws-lambda-go v1.47.0
                	github.com/labstack/echo/v4 v4.13.3
                	github.com/acme/own v0.0.0
                )

                require golang.org/x/net v0.33.0 // indirect

                replace github.com/labstack/echo/v4 => github.com/acme/echo/v4 v4.13.4

                replace github.com/acme/own => ./own
                """),
            ("go.sum", "golang.org/x/net v0.33.0 h1:abc=\ngolang.org/x/net v0.33.0/go.mod h1:def=\n"));
        project.Purls().ShouldBe(["pkg:golang/github.com/acme/echo/v4@v4.13.4", "pkg:golang/github.com/aws/aws-lambda-go@v1.47.0", "pkg:golang/golang.org/x/net@v0.33.0"]);
        project.Part("pkg:golang/golang.org/x/net@v0.33.0").Checksum.ShouldBe(("go.sum:h1", "h1:abc="));
        project.Part("pkg:golang/github.com/aws/aws-lambda-go@v1.47.0").Place.ShouldBe(("go.mod", 6));
        project.Read().Roots.ShouldNotContain("pkg:golang/golang.org/x/net@v0.33.0");
    }

    [Fact]
    public void Go_modules_have_small_letters_in_their_package_urls_only()
    {
        using var project = new SbomProject(
            ("go.mod", "module shop\n\nrequire github.com/BurntSushi/toml v1.4.0\nrequire github.com/acme/Shared v1.0.0-RC1\n"), ("go.sum", "github.com/BurntSushi/toml v1.4.0 h1:abc=\n"));
        project.Purls().ShouldBe(["pkg:golang/github.com/acme/shared@v1.0.0-RC1", "pkg:golang/github.com/burntsushi/toml@v1.4.0"]);
        var toml = project.Part("pkg:golang/github.com/burntsushi/toml@v1.4.0");
        (toml.Group, toml.Checksum).ShouldBe(("github.com/BurntSushi", ("go.sum:h1", "h1:abc=")));
        project.Read().Roots.ShouldContain(toml.Purl);
    }

    [Fact]
    public void Cargo_in_the_versions_that_the_own_crates_name_for_Linux_and_through_neighbours()
    {
        using var project = new SbomProject(
            ("Cargo.toml", "[workspace]\nmembers = [\"shop\", \"text\", \"testkit\"]\n"),
            ("shop/Cargo.toml", """
                [package]
                name = "shop"
                [dependencies]
                http = "1"
                text = { path = "../text" }
                [target.'cfg(target_os = "linux")'.dependencies]
                libc = "0.2"
                [target.'cfg(windows)'.dependencies]
                winapi = "0.3"
                [build-dependencies]
                cc = "1"
                http = "1"
                [dev-dependencies]
                testkit = { path = "../testkit" }
                """),
            ("shop/src/main.rs", "fn main() {}\n"),
            ("text/Cargo.toml", "[package]\nname = \"text\"\n[dependencies]\nhttp = \"0.2\"\n"),
            ("testkit/Cargo.toml", "[package]\nname = \"testkit\"\n[dependencies]\nproptest = \"1\"\n"),
            ("Cargo.lock", """
                version = 4

                [[package]]
                name = "cc"
                version = "1.2.0"
                source = "registry+https://github.com/rust-lang/crates.io-index"

                [[package]]
                name = "http"
                version = "0.2.12"
                source = "registry+https://github.com/rust-lang/crates.io-index"

                [[package]]
                name = "http"
                version = "1.2.0"
                source = "git+https://token@github.com/hyperium/http?branch=master#0a1b2c3"

                [[package]]
                name = "libc"
                version = "0.2.169"
                source = "registry+https://github.com/rust-lang/crates.io-index"

                [[package]]
                name = "proptest"
                version = "1.6.0"
                source = "registry+https://github.com/rust-lang/crates.io-index"

                [[package]]
                name = "shop"
                version = "0.1.0"
                dependencies = [
                 "cc",
                 "http 1.2.0",
                 "libc",
                 "testkit",
                 "text",
                 "winapi",
                ]

                [[package]]
                name = "testkit"
                version = "0.1.0"
                dependencies = ["proptest"]

                [[package]]
                name = "text"
                version = "0.1.0"
                dependencies = ["http 0.2.12"]

                [[package]]
                name = "winapi"
                version = "0.3.9"
                source = "registry+https://github.com/rust-lang/crates.io-index"
                """));
        const string git = "pkg:cargo/http@1.2.0?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fhyperium%2Fhttp%400a1b2c3";
        project.Purls().ShouldBe(["pkg:cargo/http@0.2.12", git, "pkg:cargo/libc@0.2.169"]);
        project.Read().Roots.Where(purl => purl.StartsWith("pkg:cargo", StringComparison.Ordinal)).ShouldBe(["pkg:cargo/http@0.2.12", git, "pkg:cargo/libc@0.2.169"]);
    }

    [Fact]
    public void Crates_for_one_system_are_named_with_their_line_where_there_is_no_lock_file()
    {
        using var project = new SbomProject(("Cargo.toml", "[package]\nname = \"shop\"\n[dependencies]\nhttp = \"1\"\n[target.'cfg(unix)'.dependencies]\nlibc = \"0.2\"\n"));
        project.Purls().ShouldBe(["pkg:cargo/http", "pkg:cargo/libc"]);
        project.Part("pkg:cargo/libc").Place.ShouldBe(("Cargo.toml", 6));
    }

    [Fact]
    public void Cargo_without_what_only_tests_need()
    {
        using var project = new SbomProject(
            ("Cargo.toml", "[package]\nname = \"shop\"\n[dependencies]\nlambda_runtime = \"0.13\"\n[dev-dependencies]\nproptest = \"1\"\n"),
            ("src/main.rs", "fn main() {}\n"),
            ("Cargo.lock", $"""
                version = 4

                [[package]]
                name = "http"
                version = "0.2.12"
                source = "registry+https://github.com/rust-lang/crates.io-index"

                [[package]]
                name = "http"
                version = "1.2.0"
                source = "registry+https://github.com/rust-lang/crates.io-index"
                checksum = "{Hex}"

                [[package]]
                name = "lambda_runtime"
                version = "0.13.0"
                source = "registry+https://github.com/rust-lang/crates.io-index"
                dependencies = ["http 1.2.0"]

                [[package]]
                name = "proptest"
                version = "1.6.0"
                source = "registry+https://github.com/rust-lang/crates.io-index"

                [[package]]
                name = "shop"
                version = "0.1.0"
                dependencies = ["lambda_runtime", "proptest"]
                """));
        project.Purls().ShouldBe(["pkg:cargo/http@1.2.0", "pkg:cargo/lambda_runtime@0.13.0"]);
        project.Part("pkg:cargo/http@1.2.0").Hash.ShouldNotBeNull().ShouldBe(new("SHA-256", Hex));
        project.Part("pkg:cargo/lambda_runtime@0.13.0").Needs.ShouldBe(["pkg:cargo/http@1.2.0"]);
        project.Part("pkg:cargo/http@1.2.0").Place.ShouldBe(("Cargo.lock", 10));
    }

    private const string CsProj = """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Amazon.Lambda.Core" Version="2.5.0" /></ItemGroup></Project>""";

    [Fact]
    public void NuGet_locked()
    {
        using var project = new SbomProject(("Shop.csproj", CsProj), ("packages.lock.json", """
            {
              "version": 1,
              "dependencies": {
                "net8.0": {
                  "Amazon.Lambda.Core": { "type": "Direct", "requested": "[2.5.0, )", "resolved": "2.5.0", "contentHash": "abc==", "dependencies": { "System.Text.Json": "8.0.5" } },
                  "System.Text.Json": { "type": "Transitive", "resolved": "8.0.5", "contentHash": "def==" },
                  "shop.model": { "type": "Project", "dependencies": { "Polly.Core": "[8.5.0, )" } },
                  "Polly.Core": { "type": "Transitive", "resolved": "8.5.0" }
                }
              }
            }
            """));
        project.Purls().ShouldBe(["pkg:nuget/Amazon.Lambda.Core@2.5.0", "pkg:nuget/Polly.Core@8.5.0", "pkg:nuget/System.Text.Json@8.0.5"]);
        var core = project.Part("pkg:nuget/Amazon.Lambda.Core@2.5.0");
        core.Needs.ShouldBe(["pkg:nuget/System.Text.Json@8.0.5"]);
        (core.Hash, core.Checksum).ShouldBe((null, ("nuget:contentHash", "abc==")));
        core.Place.ShouldBe(("packages.lock.json", 5));
    }

    [Theory]
    [InlineData("""PrivateAssets="all" """, false), InlineData("""PrivateAssets="All" Publish="true" """, true)]
    public void NuGet_without_what_publishing_leaves_out(string attributes, bool isThere)
    {
        var manifest = $"""<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="StyleCop.Analyzers" Version="1.1.118" {attributes}/></ItemGroup></Project>""";
        using var locked = new SbomProject(("Shop.csproj", manifest), ("packages.lock.json", """
            { "version": 1, "dependencies": { "net8.0": {
              "StyleCop.Analyzers": { "type": "Direct", "requested": "[1.1.118, )", "resolved": "1.1.118", "contentHash": "abc==" } } } }
            """));
        locked.Purls().ShouldBe(isThere ? ["pkg:nuget/StyleCop.Analyzers@1.1.118"] : []);
        using var unlocked = new SbomProject(("Shop.csproj", manifest));
        unlocked.Purls().ShouldBe(isThere ? ["pkg:nuget/StyleCop.Analyzers"] : []);
        unlocked.Read().Warnings.Count.ShouldBe(isThere ? 1 : 0);
    }

    [Fact]
    public void NuGet_restored()
    {
        using var project = new SbomProject(("Shop.csproj", CsProj), ("obj/project.assets.json", """
            {
              "targets": { "net8.0": {
                "Amazon.Lambda.Core/2.5.0": { "type": "package", "dependencies": { "System.Text.Json": "8.0.5" } },
                "System.Text.Json/8.0.5": { "type": "package" },
                "StyleCop.Analyzers/1.1.118": { "type": "package" }
              } },
              "libraries": { "Amazon.Lambda.Core/2.5.0": { "sha512": "abc==", "type": "package" } },
              "project": { "frameworks": { "net8.0": { "dependencies": {
                "Amazon.Lambda.Core": { "target": "Package" }, "StyleCop.Analyzers": { "suppressParent": "All", "target": "Package" } } } } }
            }
            """));
        project.Purls().ShouldBe(["pkg:nuget/Amazon.Lambda.Core@2.5.0", "pkg:nuget/System.Text.Json@8.0.5"]);
        project.Part("pkg:nuget/Amazon.Lambda.Core@2.5.0").Checksum.ShouldBe(("nuget:contentHash", "abc=="));
    }

    [Fact]
    public void Nothing_of_NuGet_but_the_project_file_gives_a_warning()
    {
        using var project = new SbomProject(("Shop.csproj", CsProj));
        project.Purls().ShouldBe(["pkg:nuget/Amazon.Lambda.Core"]);
        project.Read().Warnings.ShouldHaveSingleItem().ShouldContain("Run 'dotnet restore --use-lock-file Shop.csproj'.");
    }

    [Fact]
    public void Gradle_with_what_the_program_runs_with()
    {
        using var project = new SbomProject(
            ("build.gradle", "plugins { id 'java' }\ndependencies { implementation 'com.amazonaws:aws-lambda-java-core:1.2.3' }\n"),
            ("gradle.lockfile", """
                # This is a Gradle generated file for dependency locking.
                com.amazonaws:aws-lambda-java-core:1.2.3=compileClasspath,runtimeClasspath,testRuntimeClasspath
                junit:junit:4.13.2=testCompileClasspath,testRuntimeClasspath
                org.projectlombok:lombok:1.18.36=annotationProcessor,compileClasspath
                empty=
                """));
        project.Purls().ShouldBe(["pkg:maven/com.amazonaws/aws-lambda-java-core@1.2.3"]);
        project.Part("pkg:maven/com.amazonaws/aws-lambda-java-core@1.2.3").Place.ShouldBe(("gradle.lockfile", 2));
        project.Read().Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Maven_tells_only_what_is_asked_for_and_a_warning_says_so()
    {
        using var project = new SbomProject(("pom.xml", """
            <project>
              <groupId>com.acme</groupId><artifactId>shop</artifactId><version>1</version>
              <properties><core.version>1.2.3</core.version></properties>
              <dependencies>
                <dependency><groupId>com.amazonaws</groupId><artifactId>aws-lambda-java-core</artifactId><version>${core.version}</version></dependency>
                <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId></dependency>
                <dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>4.13.2</version><scope>test</scope></dependency>
              </dependencies>
            </project>
            """));
        project.Purls().ShouldBe(["pkg:maven/com.amazonaws/aws-lambda-java-core@1.2.3", "pkg:maven/org.slf4j/slf4j-api"]);
        project.Read().Warnings.ShouldHaveSingleItem().ShouldContain("Maven has no lock file");
    }

    [Fact]
    public void Mix()
    {
        using var project = new SbomProject(
            ("mix.exs", "defp deps do\n  [\n    {:jason, \"~> 1.4\"},\n    {:forms, git: \"https://github.com/acme/forms.git\"},\n    {:credo, \"~> 1.7\", only: [:dev, :test]}\n  ]\nend\n"),
            ("mix.lock", $$"""
                %{
                  "credo": {:hex, :credo, "1.7.10", "{{Hex}}", [:mix], [], "hexpm", "{{Hex}}"},
                  "decimal": {:hex, :decimal, "2.3.0", "{{Hex}}", [:mix], [], "hexpm", "{{Hex}}"},
                  "jason": {:hex, :jason, "1.4.4", "b9226785a9aa77b6857ca22832cffa5d5011a667207eb2a0ad56adb5db443b8a", [:mix], [{:decimal, "~> 1.0 or ~> 2.0", [hex: :decimal, repo: "hexpm", optional: true]}], "hexpm", "{{Hex}}"},
                  "forms": {:git, "https://token@github.com/acme/forms.git", "0a1b2c3", [branch: "main"]},
                }
                """));
        project.Purls().ShouldBe(["pkg:hex/decimal@2.3.0", "pkg:hex/forms?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Facme%2Fforms.git%400a1b2c3", "pkg:hex/jason@1.4.4"]);
        var jason = project.Part("pkg:hex/jason@1.4.4");
        jason.Needs.ShouldBe(["pkg:hex/decimal@2.3.0"]);
        jason.Hash.ShouldNotBeNull().ShouldBe(new("SHA-256", Hex));
        jason.Place.ShouldBe(("mix.lock", 4));
    }
}
