namespace LambdaImage.Engine.Tests.Sboms;

/// <summary>A workspace in the lock file of each tool: "web" becomes the image and needs "text" beside it, "job" is another program. Yarn 1 and Bun install for all of the
/// workspace whichever package is asked for, the others for one.</summary>
public sealed class Reading_node_workspaces
{
    private const string Web = "packages/web/index.handler";

    private static readonly (string, string)[] Manifests =
    [
        ("package.json", """{ "name": "shop", "workspaces": ["./packages/*"], "dependencies": { "once": "^1.4.0" }, "devDependencies": { "rimraf": "^3.0.2" } }"""),
        ("packages/job/package.json", """{ "name": "job", "version": "1.0.0", "dependencies": { "lodash.once": "^4.1.1", "ms": "2.0.0" } }"""),
        ("packages/text/package.json", """{ "name": "text", "version": "1.0.0", "dependencies": { "ms": "^2.1.3" }, "devDependencies": { "left-pad": "1.3.0" } }"""),
        ("packages/web/package.json", """{ "name": "web", "version": "1.0.0", "dependencies": { "koa": "^2.15.0", "text": "1.0.0" }, "devDependencies": { "isarray": "^2.0.5" } }"""),
    ];

    private const string Job = "pkg:npm/lodash.once@4.1.1";
    private const string JobMs = "pkg:npm/ms@2.0.0";
    private const string Koa = "pkg:npm/koa@2.15.3";
    private const string Ms = "pkg:npm/ms@2.1.3";
    private const string Once = "pkg:npm/once@1.4.0";

    private const string Npm = """
        {
          "lockfileVersion": 3,
          "packages": {
            "": { "name": "shop", "workspaces": ["packages/*"], "dependencies": { "once": "^1.4.0" }, "devDependencies": { "rimraf": "^3.0.2" } },
            "node_modules/isarray": { "version": "2.0.5", "dev": true },
            "node_modules/job": { "resolved": "packages/job", "link": true },
            "node_modules/koa": { "version": "2.15.3" },
            "node_modules/left-pad": { "version": "1.3.0", "dev": true },
            "node_modules/lodash.once": { "version": "4.1.1" },
            "node_modules/ms": { "version": "2.0.0" },
            "node_modules/once": { "version": "1.4.0" },
            "node_modules/rimraf": { "version": "3.0.2", "dev": true },
            "node_modules/text": { "resolved": "packages/text", "link": true },
            "node_modules/web": { "resolved": "packages/web", "link": true },
            "packages/job": { "version": "1.0.0", "dependencies": { "lodash.once": "^4.1.1", "ms": "2.0.0" } },
            "packages/text": { "version": "1.0.0", "dependencies": { "ms": "^2.1.3" }, "devDependencies": { "left-pad": "1.3.0" } },
            "packages/text/node_modules/ms": { "version": "2.1.3" },
            "packages/web": { "version": "1.0.0", "dependencies": { "koa": "^2.15.0", "text": "1.0.0" }, "devDependencies": { "isarray": "^2.0.5" } }
          }
        }
        """;

    private const string Pnpm = """
        lockfileVersion: '9.0'
        importers:
          .:
            dependencies:
              once: { specifier: ^1.4.0, version: 1.4.0 }
            devDependencies:
              rimraf: { specifier: ^3.0.2, version: 3.0.2 }
          packages/job:
            dependencies:
              lodash.once: { specifier: ^4.1.1, version: 4.1.1 }
              ms: { specifier: 2.0.0, version: 2.0.0 }
          packages/text:
            dependencies:
              ms: { specifier: ^2.1.3, version: 2.1.3 }
            devDependencies:
              left-pad: { specifier: 1.3.0, version: 1.3.0 }
          packages/web:
            dependencies:
              koa: { specifier: ^2.15.0, version: 2.15.3 }
              text: { specifier: 'workspace:*', version: link:../text }
            devDependencies:
              isarray: { specifier: ^2.0.5, version: 2.0.5 }
        snapshots:
          isarray@2.0.5: {}
          koa@2.15.3: {}
          left-pad@1.3.0: {}
          lodash.once@4.1.1: {}
          ms@2.0.0: {}
          ms@2.1.3: {}
          once@1.4.0: {}
          rimraf@3.0.2: {}
        """;

    private const string YarnOne = """
        # yarn lockfile v1

        isarray@^2.0.5:
          version "2.0.5"

        koa@^2.15.0:
          version "2.15.3"

        left-pad@1.3.0:
          version "1.3.0"

        lodash.once@^4.1.1:
          version "4.1.1"

        ms@2.0.0:
          version "2.0.0"

        ms@^2.1.3:
          version "2.1.3"

        once@^1.4.0:
          version "1.4.0"

        rimraf@^3.0.2:
          version "3.0.2"
        """;

    private const string YarnBerry = """
        __metadata:
          version: 8

        "isarray@npm:^2.0.5":
          version: 2.0.5
          resolution: "isarray@npm:2.0.5"

        "job@workspace:packages/job":
          version: 0.0.0-use.local
          resolution: "job@workspace:packages/job"
          dependencies:
            lodash.once: "npm:^4.1.1"
            ms: "npm:2.0.0"

        "koa@npm:^2.15.0":
          version: 2.15.3
          resolution: "koa@npm:2.15.3"

        "left-pad@npm:1.3.0":
          version: 1.3.0
          resolution: "left-pad@npm:1.3.0"

        "lodash.once@npm:^4.1.1":
          version: 4.1.1
          resolution: "lodash.once@npm:4.1.1"

        "ms@npm:2.0.0":
          version: 2.0.0
          resolution: "ms@npm:2.0.0"

        "ms@npm:^2.1.3":
          version: 2.1.3
          resolution: "ms@npm:2.1.3"

        "once@npm:^1.4.0":
          version: 1.4.0
          resolution: "once@npm:1.4.0"

        "text@npm:1.0.0, text@workspace:packages/text":
          version: 0.0.0-use.local
          resolution: "text@workspace:packages/text"
          dependencies:
            left-pad: "npm:1.3.0"
            ms: "npm:^2.1.3"
          languageName: unknown
          linkType: soft
        """;

    private const string Bun = """
        {
          "lockfileVersion": 1,
          "workspaces": {
            "": { "name": "shop", "dependencies": { "once": "^1.4.0" }, "devDependencies": { "rimraf": "^3.0.2" } },
            "packages/job": { "name": "job", "version": "1.0.0", "dependencies": { "lodash.once": "^4.1.1", "ms": "2.0.0" } },
            "packages/text": { "name": "text", "version": "1.0.0", "dependencies": { "ms": "^2.1.3" }, "devDependencies": { "left-pad": "1.3.0" } },
            "packages/web": { "name": "web", "version": "1.0.0", "dependencies": { "koa": "^2.15.0", "text": "1.0.0" }, "devDependencies": { "isarray": "^2.0.5" } },
          },
          "packages": {
            "isarray": ["isarray@2.0.5", "", {}, "sha512-x"],
            "job": ["job@workspace:packages/job"],
            "koa": ["koa@2.15.3", "", {}, "sha512-x"],
            "left-pad": ["left-pad@1.3.0", "", {}, "sha512-x"],
            "lodash.once": ["lodash.once@4.1.1", "", {}, "sha512-x"],
            "ms": ["ms@2.0.0", "", {}, "sha512-x"],
            "once": ["once@1.4.0", "", {}, "sha512-x"],
            "rimraf": ["rimraf@3.0.2", "", {}, "sha512-x"],
            "text": ["text@workspace:packages/text"],
            "web": ["web@workspace:packages/web"],
            "text/ms": ["ms@2.1.3", "", {}, "sha512-x"],
          }
        }
        """;

    [Theory]
    [InlineData("package-lock.json", Npm, new[] { Koa, Ms, Once })]
    [InlineData("pnpm-lock.yaml", Pnpm, new[] { Koa, Ms, Once })]
    [InlineData("yarn.lock", YarnBerry, new[] { Koa, Ms })]
    [InlineData("yarn.lock", YarnOne, new[] { Koa, Job, JobMs, Ms, Once })]
    [InlineData("bun.lock", Bun, new[] { Koa, Job, JobMs, Ms, Once })]
    public void One_package_has_what_its_installation_brings_also_through_its_neighbours(string file, string text, string[] expected)
    {
        using var project = new SbomProject([.. Manifests, (file, text)]) { Handler = Web };
        project.Purls().ShouldBe(expected);
        project.Read().Warnings.ShouldBeEmpty();
        // What a package of the project needs hangs on the image, as the package itself is no part of a registry.
        project.Read().Roots.Where(purl => purl.StartsWith("pkg:npm", StringComparison.Ordinal)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("package-lock.json", Npm), InlineData("pnpm-lock.yaml", Pnpm), InlineData("yarn.lock", YarnBerry), InlineData("yarn.lock", YarnOne), InlineData("bun.lock", Bun)]
    public void The_whole_workspace_has_what_all_its_packages_need(string file, string text)
    {
        using var project = new SbomProject([.. Manifests, (file, text)]);
        project.Purls().ShouldBe([Koa, Job, JobMs, Ms, Once]);
        project.Read().Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_version_that_only_development_of_the_root_needs_is_not_taken_for_that_of_a_package_in_bun()
    {
        using var project = new SbomProject(
            ("package.json", """{ "workspaces": ["packages/*"], "devDependencies": { "ms": "2.0.0" } }"""),
            ("packages/web/package.json", """{ "name": "web", "dependencies": { "ms": "^2.1.3" } }"""),
            ("bun.lock", """
                {
                  "workspaces": { "": { "devDependencies": { "ms": "2.0.0" } }, "packages/web": { "name": "web", "dependencies": { "ms": "^2.1.3" } } },
                  "packages": { "ms": ["ms@2.0.0", "", {}, "sha512-x"], "web": ["web@workspace:packages/web"], "web/ms": ["ms@2.1.3", "", {}, "sha512-x"] }
                }
                """))
        { Handler = Web };
        project.Purls().ShouldBe([Ms]);
    }

    [Fact]
    public void The_root_of_a_pnpm_workspace_leads_to_its_packages_too()
    {
        var linked = Pnpm.Replace("once: { specifier: ^1.4.0, version: 1.4.0 }", "job: { specifier: 'workspace:*', version: link:packages/job }", StringComparison.Ordinal);
        using var project = new SbomProject([.. Manifests, ("pnpm-lock.yaml", linked)]) { Handler = Web };
        project.Purls().ShouldBe([Koa, Job, JobMs, Ms]);
    }

    [Fact]
    public void A_package_that_needs_only_folders_of_the_project_needs_no_warning()
    {
        using var project = new SbomProject(
            ("package.json", """{ "dependencies": { "text": "link:./text" } }"""),
            ("pnpm-lock.yaml", "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      text: { specifier: 'link:./text', version: link:text }\n"));
        project.Purls().ShouldBeEmpty();
        project.Read().Warnings.ShouldBeEmpty();
    }
}
