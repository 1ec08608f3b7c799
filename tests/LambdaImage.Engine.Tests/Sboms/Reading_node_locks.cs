namespace LambdaImage.Engine.Tests.Sboms;

/// <summary>package-lock.json of both forms, npm-shrinkwrap.json, yarn.lock of both forms, pnpm-lock.yaml and bun.lock. The same project in each: koa and what it needs, one of it
/// in two versions, and a tool for tests that is not in the image.</summary>
public sealed class Reading_node_locks
{
    private const string Sha = "sha512-5cvg6CtKwfgdmVqY1WIlynN0NW5EaxaLi+2W/6ao+6Y7gu/RCwRuAhGEzh5B4KlszSuTLgZYuqFqo5bImjNKng==";
    private const string Hex = "e5cbe0e82b4ac1f81d995a98d56225ca7374356e446b168b8bed96ffa6a8fba63b82efd10b046e021184ce1e41e0a96ccd2b932e0658baa16aa396c89a334a9e";

    private const string Manifest = """
        { "name": "shop", "dependencies": { "koa": "^2.15.0", "@koa/cors": "^5.0.0" }, "devDependencies": { "mocha": "^10.0.0" } }
        """;

    private static readonly string[] Expected =
        ["pkg:npm/%40koa/cors@5.0.0", "pkg:npm/depd@1.1.2", "pkg:npm/depd@2.0.0", "pkg:npm/http-errors@1.8.1", "pkg:npm/koa@2.15.3", "pkg:npm/vary@1.1.2"];

    [Theory, InlineData("package-lock.json"), InlineData("npm-shrinkwrap.json")]
    public void Npm_since_version_seven(string file)
    {
        using var project = new SbomProject(("package.json", Manifest), (file, $$"""
            {
              "name": "shop", "lockfileVersion": 3,
              "packages": {
                "": { "name": "shop", "dependencies": { "koa": "^2.15.0", "@koa/cors": "^5.0.0" }, "devDependencies": { "mocha": "^10.0.0" } },
                "node_modules/@koa/cors": { "version": "5.0.0", "license": "MIT", "dependencies": { "vary": "^1.1.2" } },
                "node_modules/depd": { "version": "2.0.0" },
                "node_modules/http-errors": { "version": "1.8.1", "license": "(MIT OR Apache-2.0)", "dependencies": { "depd": "~1.1.2" } },
                "node_modules/http-errors/node_modules/depd": { "version": "1.1.2" },
                "node_modules/koa": {
                  "version": "2.15.3", "integrity": "{{Sha}}", "license": "MIT",
                  "dependencies": { "depd": "^2.0.0", "http-errors": "^1.6.3", "vary": "^1.1.2" }
                },
                "node_modules/mocha": { "version": "10.0.0", "dev": true },
                "node_modules/vary": { "version": "1.1.2", "optional": true, "license": "SEE LICENSE IN LICENSE" }
              }
            }
            """));
        Check(project, file, koaLine: 9);
        project.Part("pkg:npm/http-errors@1.8.1").Needs.ShouldBe(["pkg:npm/depd@1.1.2"]);
        project.Part("pkg:npm/vary@1.1.2").IsOptional.ShouldBeTrue();
        project.Part("pkg:npm/koa@2.15.3").IsOptional.ShouldBeFalse();
        var licences = project.Document().GetProperty("components").EnumerateArray()
            .Where(component => component.TryGetProperty("licenses", out _)).ToDictionary(component => component.GetProperty("name").GetString()!, component => component.GetProperty("licenses")[0]);
        licences["koa"].GetProperty("license").GetProperty("id").GetString().ShouldBe("MIT");
        licences["http-errors"].GetProperty("expression").GetString().ShouldBe("(MIT OR Apache-2.0)");
        licences["vary"].GetProperty("license").GetProperty("name").GetString().ShouldBe("SEE LICENSE IN LICENSE");
    }

    [Fact]
    public void Npm_before_version_seven()
    {
        using var project = new SbomProject(("package.json", Manifest), ("package-lock.json", $$"""
            {
              "name": "shop", "lockfileVersion": 1, "requires": true,
              "dependencies": {
                "@koa/cors": { "version": "5.0.0", "requires": { "vary": "^1.1.2" } },
                "depd": { "version": "2.0.0" },
                "http-errors": {
                  "version": "1.8.1", "requires": { "depd": "~1.1.2" },
                  "dependencies": { "depd": { "version": "1.1.2" } }
                },
                "koa": { "version": "2.15.3", "integrity": "{{Sha}}", "requires": { "depd": "^2.0.0", "http-errors": "^1.6.3", "vary": "^1.1.2" } },
                "mocha": { "version": "10.0.0", "dev": true },
                "vary": { "version": "1.1.2" }
              }
            }
            """));
        Check(project, "package-lock.json", koaLine: 10);
        project.Part("pkg:npm/http-errors@1.8.1").Needs.ShouldBe(["pkg:npm/depd@1.1.2"]);
    }

    [Fact]
    public void Packages_of_a_workspace_are_no_components_but_what_they_need_is()
    {
        using var project = new SbomProject(("package.json", """{ "name": "shop", "workspaces": ["packages/*"] }"""), ("package-lock.json", """
            {
              "lockfileVersion": 3,
              "packages": {
                "": { "name": "shop", "workspaces": ["packages/*"] },
                "node_modules/api": { "resolved": "packages/api", "link": true },
                "node_modules/koa": { "version": "2.15.3" },
                "packages/api": { "version": "1.0.0", "dependencies": { "koa": "^2.15.0", "left-pad": "1.0.0" } },
                "packages/api/node_modules/left-pad": { "version": "1.0.0" }
              }
            }
            """));
        project.Purls().ShouldBe(["pkg:npm/koa@2.15.3", "pkg:npm/left-pad@1.0.0"]);
        project.Read().Roots.ShouldContain("pkg:npm/left-pad@1.0.0");
    }

    [Fact]
    public void Yarn_one()
    {
        using var project = new SbomProject(("package.json", Manifest), ("yarn.lock", $"""
            # yarn lockfile v1


            "@koa/cors@^5.0.0":
              version "5.0.0"
              dependencies:
                vary "^1.1.2"

            depd@^2.0.0:
              version "2.0.0"

            depd@~1.1.2:
              version "1.1.2"

            http-errors@^1.6.3:
              version "1.8.1"
              dependencies:
                depd "~1.1.2"

            koa@^2.15.0:
              version "2.15.3"
              integrity {Sha}
              dependencies:
                depd "^2.0.0"
                http-errors "^1.6.3"
                vary "^1.1.2"

            mocha@^10.0.0:
              version "10.0.0"

            vary@^1.1.2:
              version "1.1.2"
            """));
        Check(project, "yarn.lock", koaLine: 20);
    }

    [Fact]
    public void Yarn_since_version_two_has_a_checksum_of_its_own()
    {
        using var project = new SbomProject(("package.json", Manifest), ("yarn.lock", """
            __metadata:
              version: 8

            "@koa/cors@npm:^5.0.0":
              version: 5.0.0
              resolution: "@koa/cors@npm:5.0.0"
              dependencies:
                vary: "npm:^1.1.2"
              checksum: 10c0/0123abcd
              languageName: node
              linkType: hard

            "vary@npm:^1.1.2":
              version: 1.1.2
              resolution: "vary@npm:1.1.2"
              conditions: os=darwin

            "shop@workspace:.":
              version: 0.0.0-use.local
              resolution: "shop@workspace:."
              dependencies:
                "@koa/cors": "npm:^5.0.0"
                koa: "npm:^2.15.0"
                mocha: "npm:^10.0.0"
            """));
        project.Purls().ShouldBe(["pkg:npm/%40koa/cors@5.0.0", "pkg:npm/vary@1.1.2"]);
        var cors = project.Part("pkg:npm/%40koa/cors@5.0.0");
        cors.Hash.ShouldBeNull();
        cors.Checksum.ShouldBe(("yarn.lock:checksum", "10c0/0123abcd"));
        cors.Needs.ShouldBe(["pkg:npm/vary@1.1.2"]);
        (cors.IsOptional, project.Part("pkg:npm/vary@1.1.2").IsOptional).ShouldBe((false, true));
    }

    [Fact]
    public void Pnpm_since_version_nine()
    {
        using var project = new SbomProject(("package.json", Manifest), ("pnpm-lock.yaml", $$"""
            lockfileVersion: '9.0'
            importers:
              .:
                dependencies:
                  '@koa/cors': { specifier: ^5.0.0, version: 5.0.0 }
                  koa: { specifier: ^2.15.0, version: 2.15.3 }
                devDependencies:
                  mocha: { specifier: ^10.0.0, version: 10.0.0 }
            packages:
              '@koa/cors@5.0.0': { resolution: { integrity: sha512-AA== } }
              koa@2.15.3: { resolution: { integrity: {{Sha}} } }
            snapshots:
              '@koa/cors@5.0.0':
                dependencies:
                  vary: 1.1.2
              depd@1.1.2: {}
              depd@2.0.0: {}
              http-errors@1.8.1:
                dependencies:
                  depd: 1.1.2
              koa@2.15.3:
                dependencies:
                  depd: 2.0.0
                  http-errors: 1.8.1
                  vary: 1.1.2
              mocha@10.0.0: {}
              vary@1.1.2: {}
            """));
        Check(project, "pnpm-lock.yaml", koaLine: 21);
        // A hash that cannot be one is not told as one.
        project.Part("pkg:npm/%40koa/cors@5.0.0").Hash.ShouldBeNull();
    }

    [Fact]
    public void Bun()
    {
        using var project = new SbomProject(("package.json", Manifest), ("bun.lock", $$"""
            {
              "lockfileVersion": 1,
              "workspaces": { "": { "name": "shop", "dependencies": { "@koa/cors": "^5.0.0", "koa": "^2.15.0" }, "devDependencies": { "mocha": "^10.0.0" } } },
              "packages": {
                "@koa/cors": ["@koa/cors@5.0.0", "", { "dependencies": { "vary": "^1.1.2" } }, "sha512-x"],
                "depd": ["depd@2.0.0", "", {}, "sha512-x"],
                "http-errors": ["http-errors@1.8.1", "", { "dependencies": { "depd": "~1.1.2" } }, "sha512-x"],
                "http-errors/depd": ["depd@1.1.2", "", {}, "sha512-x"],
                "koa": ["koa@2.15.3", "", { "dependencies": { "depd": "^2.0.0", "http-errors": "^1.6.3", "vary": "^1.1.2" } }, "{{Sha}}"],
                "mocha": ["mocha@10.0.0", "", {}, "sha512-x"],
                "vary": ["vary@1.1.2", "", {}, "sha512-x"],
              },
            }
            """));
        Check(project, "bun.lock", koaLine: 9);
    }

    [Fact]
    public void Bun_with_peers_and_with_versions_nested_at_several_levels()
    {
        using var project = new SbomProject(("package.json", """{ "dependencies": { "@koa/wrap": "^7.0.0" } }"""), ("bun.lock", """
            {
              "lockfileVersion": 1,
              "workspaces": { "": { "dependencies": { "@koa/wrap": "^7.0.0" } } },
              "packages": {
                "@koa/emoji": ["@koa/emoji@1.0.0", "", {}, "sha512-x"],
                "@koa/wrap": ["@koa/wrap@7.0.0", "", { "dependencies": { "width": "^4.1.0" }, "peerDependencies": { "react": "*", "vue": "*" }, "optionalPeers": ["vue"] }, "sha512-x"],
                "react": ["react@19.3.1", "", {}, "sha512-x"],
                "strip": ["strip@7.2.0", "", {}, "sha512-x"],
                "vue": ["vue@3.5.0", "", {}, "sha512-x"],
                "@koa/wrap/strip": ["strip@6.0.1", "", { "dependencies": { "emoji": "*" } }, "sha512-x"],
                "@koa/wrap/width": ["width@4.2.3", "", { "dependencies": { "strip": "^6.0.1" } }, "sha512-x"],
                "emoji": ["emoji@8.0.0", "", {}, "sha512-x"],
              }
            }
            """));
        project.Purls().ShouldBe(["pkg:npm/%40koa/wrap@7.0.0", "pkg:npm/emoji@8.0.0", "pkg:npm/react@19.3.1", "pkg:npm/strip@6.0.1", "pkg:npm/width@4.2.3"]);
        project.Part("pkg:npm/width@4.2.3").Needs.ShouldBe(["pkg:npm/strip@6.0.1"]);
        project.Part("pkg:npm/strip@6.0.1").Needs.ShouldBe(["pkg:npm/emoji@8.0.0"]);
    }

    private const string Aliased = """{ "dependencies": { "@isaacs/cliui": "^8.0.2", "ms2": "npm:ms@2.0.0" } }""";

    [Theory]
    [InlineData("yarn.lock", """
        "@isaacs/cliui@^8.0.2":
          version "8.0.2"
          dependencies:
            string-width-cjs "npm:string-width@^4.2.0"

        "ms2@npm:ms@2.0.0":
          version "2.0.0"

        "string-width-cjs@npm:string-width@^4.2.0":
          version "4.2.3"
        """)]
    [InlineData("yarn.lock", """
        __metadata:
          version: 8

        "@isaacs/cliui@npm:^8.0.2":
          version: 8.0.2
          resolution: "@isaacs/cliui@npm:8.0.2"
          dependencies:
            string-width-cjs: "npm:string-width@^4.2.0"

        "ms2@npm:ms@2.0.0":
          version: 2.0.0
          resolution: "ms@npm:2.0.0"

        "string-width-cjs@npm:string-width@^4.2.0, string-width@npm:^4.1.0":
          version: 4.2.3
          resolution: "string-width@npm:4.2.3"
        """)]
    [InlineData("package-lock.json", """
        {
          "lockfileVersion": 1,
          "requires": true,
          "dependencies": {
            "@isaacs/cliui": { "version": "8.0.2", "requires": { "string-width-cjs": "npm:string-width@^4.2.0" } },
            "ms2": { "version": "npm:ms@2.0.0" },
            "string-width-cjs": { "version": "npm:string-width@4.2.3" }
          }
        }
        """)]
    public void Packages_under_another_name_are_told_by_their_own(string file, string text)
    {
        using var project = new SbomProject(("package.json", Aliased), (file, text));
        project.Purls().ShouldBe(["pkg:npm/%40isaacs/cliui@8.0.2", "pkg:npm/ms@2.0.0", "pkg:npm/string-width@4.2.3"]);
        project.Part("pkg:npm/%40isaacs/cliui@8.0.2").Needs.ShouldBe(["pkg:npm/string-width@4.2.3"]);
        project.Read().Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_in_an_older_lock_file_of_npm_is_no_package_but_what_it_needs_is()
    {
        using var project = new SbomProject(("package.json", """{ "dependencies": { "lib": "file:lib" } }"""), ("package-lock.json", """
            {
              "lockfileVersion": 1,
              "requires": true,
              "dependencies": {
                "lib": { "version": "file:lib", "requires": { "ms": "^2.1.3" } },
                "ms": { "version": "2.1.3" }
              }
            }
            """));
        project.Purls().ShouldBe(["pkg:npm/ms@2.1.3"]);
        project.Read().Roots.ShouldContain("pkg:npm/ms@2.1.3");
    }

    [Fact]
    public void A_range_that_package_json_overrides_leads_to_the_version_that_Yarn_takes_instead()
    {
        using var project = new SbomProject(
            ("package.json", """{ "dependencies": { "koa": "^2.15.0", "debug": "^4.0.0" }, "resolutions": { "debug@npm:^4.0.0": "npm:4.4.3", "koa/debug": "3.2.7", "ms": "2.0.0" } }"""),
            ("yarn.lock", """
                __metadata:
                  version: 8

                "debug@npm:3.2.7":
                  version: 3.2.7
                  resolution: "debug@npm:3.2.7"
                  dependencies:
                    ms: "npm:^2.1.1"

                "debug@npm:4.4.3":
                  version: 4.4.3
                  resolution: "debug@npm:4.4.3"

                "koa@npm:^2.15.0":
                  version: 2.15.3
                  resolution: "koa@npm:2.15.3"
                  dependencies:
                    debug: "npm:^3.1.0"

                "ms@npm:2.0.0":
                  version: 2.0.0
                  resolution: "ms@npm:2.0.0"
                """));
        project.Purls().ShouldBe(["pkg:npm/debug@3.2.7", "pkg:npm/debug@4.4.3", "pkg:npm/koa@2.15.3", "pkg:npm/ms@2.0.0"]);
        project.Part("pkg:npm/koa@2.15.3").Needs.ShouldBe(["pkg:npm/debug@3.2.7"]);
        project.Read().Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("yarn.lock", "koa@^2.15.0:\n  version \"2.15.3\"\n  dependencies:\n    depd \"^2.0.0\"\n    vary \"^1.1.2\"\n", "yarn install")]
    [InlineData("pnpm-lock.yaml", "importers:\n  .:\n    dependencies:\n      koa: { version: 2.15.3 }\nsnapshots:\n  koa@2.15.3: { dependencies: { depd: 2.0.0, vary: 1.1.2 } }\n", "pnpm install")]
    public void What_a_lock_file_lacks_is_named_in_a_warning(string file, string text, string command)
    {
        using var project = new SbomProject(("package.json", """{ "dependencies": { "koa": "^2.15.0" } }"""), (file, text));
        project.Purls().ShouldBe(["pkg:npm/koa@2.15.3"]);
        project.Read().Warnings.ShouldHaveSingleItem().ShouldBe($"{file} has no entry for depd, vary: neither these nor what they need is in the SBOM. Run '{command}'.");
    }

    [Fact]
    public void Pnpm_tells_the_version_of_what_comes_from_a_repository_beside_its_address()
    {
        using var project = new SbomProject(("package.json", """{ "dependencies": { "ms": "github:vercel/ms" } }"""), ("pnpm-lock.yaml", """
            lockfileVersion: '9.0'
            importers:
              .:
                dependencies:
                  ms: { specifier: 'github:vercel/ms', version: https://codeload.github.com/vercel/ms/tar.gz/1c6264b }
            packages:
              ms@https://codeload.github.com/vercel/ms/tar.gz/1c6264b:
                resolution: { tarball: https://codeload.github.com/vercel/ms/tar.gz/1c6264b }
                version: 2.1.3
            snapshots:
              ms@https://codeload.github.com/vercel/ms/tar.gz/1c6264b: {}
            """));
        project.Purls().ShouldBe(["pkg:npm/ms@2.1.3"]);
    }

    [Fact]
    public void Without_a_lock_file_only_what_is_asked_for_is_told_without_versions_and_a_warning_says_so()
    {
        using var project = new SbomProject(("package.json", Manifest));
        project.Purls().ShouldBe(["pkg:npm/%40koa/cors", "pkg:npm/koa"]);
        project.Read().Warnings.ShouldHaveSingleItem().ShouldBe(
            "The SBOM lists only what package.json asks for, not what that needs in turn: there is no lock file. Run 'npm install'.");
    }

    [Theory, InlineData("yarn.lock", "what is this?"), InlineData("package-lock.json", "{}"), InlineData("pnpm-lock.yaml", "packages: 7")]
    public void A_lock_file_that_says_nothing_is_named_in_a_warning(string file, string text)
    {
        using var project = new SbomProject(("package.json", Manifest), (file, text));
        project.Read().Warnings.ShouldHaveSingleItem().ShouldContain($"{file} is empty or of a form that cannot be read");
    }

    [Theory, InlineData("package-lock.json", "{\n  \"packages\": [,\n", 2), InlineData("pnpm-lock.yaml", "a: 1\n b: 2\n", 2)]
    public void A_broken_lock_file_is_an_error_that_names_the_line(string file, string text, int line)
    {
        using var project = new SbomProject(("package.json", Manifest), (file, text));
        var error = Should.Throw<LambdaImageException>(() => project.Read());
        error.Kind.ShouldBe(ErrorKind.ProjectFileInvalid);
        error.Location.ShouldNotBeNull().File.ShouldEndWith(file);
        error.Location!.Line.ShouldBe(line);
    }

    [Fact]
    public void A_lock_file_larger_than_detection_reads_is_read_all_the_same()
    {
        var padding = new string(' ', 5 * 1024 * 1024);
        using var project = new SbomProject(("package.json", Manifest), ("package-lock.json", $$"""{ "packages": { "": {}, "node_modules/koa": { "version": "2.15.3" } } {{padding}} }"""));
        project.Purls().ShouldBe(["pkg:npm/koa@2.15.3"]);
    }

    private static void Check(SbomProject project, string file, int koaLine)
    {
        project.Purls().ShouldBe(Expected);
        var sbom = project.Read();
        sbom.Warnings.ShouldBeEmpty();
        sbom.Roots.Where(purl => purl.StartsWith("pkg:npm", StringComparison.Ordinal)).ShouldBe(["pkg:npm/%40koa/cors@5.0.0", "pkg:npm/koa@2.15.3"]);
        var koa = project.Part("pkg:npm/koa@2.15.3");
        koa.Needs.ShouldBe(["pkg:npm/depd@2.0.0", "pkg:npm/http-errors@1.8.1", "pkg:npm/vary@1.1.2"]);
        koa.Hash.ShouldNotBeNull().ShouldBe(new("SHA-512", Hex));
        koa.Place.ShouldBe((file, koaLine));
        project.Part("pkg:npm/%40koa/cors@5.0.0").Group.ShouldBe("@koa");
        project.Part("pkg:npm/http-errors@1.8.1").Needs.ShouldBe(["pkg:npm/depd@1.1.2"]);
    }
}
