using System.Text.RegularExpressions;
using LambdaImage.Engine.Frameworks.Node;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Static;

/// <summary>A tool that makes a site of files.</summary>
/// <param name="Package">The tool's package.</param>
/// <param name="Folder">Where it puts the files.</param>
/// <param name="IsApplication">Whether one page answers every address, because the browser finds the way.</param>
internal sealed partial record StaticTool(Dependency Package, string Folder, bool IsApplication)
{
    /// <summary>Tools with the folder of their result, the more special first: most of them use Vite too.</summary>
    private static readonly (string Package, string Folder, bool IsApplication)[] Known =
    [
        ("gatsby", "public", false), ("@docusaurus/core", "build", false), ("@11ty/eleventy", "_site", false), ("vitepress", ".vitepress/dist", false), ("vuepress", "docs/.vuepress/dist", false),
        ("hexo", "public", false), ("react-scripts", "build", true), ("@vue/cli-service", "dist", true), ("parcel", "dist", true), ("@quasar/app-vite", "dist/spa", true), ("vite", "dist", true),
    ];

    /// <summary>The tool of a package; null when it makes no site.</summary>
    public static StaticTool? Of(NodeApp app)
    {
        if (app.Manifest is not { } manifest || manifest.Script("build") is not { } build) return null;
        if (manifest.FindAnywhere("next") is { } next) return NextJs.IsExport(app) ? new(next, "out", false) : null;
        if (manifest.FindAnywhere("nuxt") is { } nuxt) return Nuxt.IsGenerated(app) ? new(nuxt, ".output/public", false) : null;
        if (manifest.FindAnywhere("@sveltejs/kit") is { } kit) return SvelteKit.IsFiles(app) ? new(kit, "build", true) : null;
        if (manifest.FindAnywhere("astro") is { } astro) return Astro.IsFiles(app) ? new(astro, "dist", false) : null;
        if (manifest.FindAnywhere("@react-router/dev", "@remix-run/dev") is { } router) return ReactRouter.IsFiles(app) ? new(router, "build/client", true) : null;
        if (manifest.FindAnywhere("@angular/cli", "@angular/build") is { } angular) return manifest.Find("@angular/ssr") is null && Angular(app.Directory) is { } folder ? new(angular, folder, true) : null;
        foreach (var (name, standard, isApplication) in Known)
        {
            if (manifest.FindAnywhere(name) is not { } package) continue;
            // Vite bundles libraries and servers too; a site has its page at the root.
            if (name == "vite" && !app.Directory.Exists("index.html")) return null;
            var place = name == "vitepress" && VitePressFolder().Match(build) is { Success: true } docs ? $"{docs.Groups["folder"].Value}/{standard}" : standard;
            return new StaticTool(package, name == "vite" ? ViteFolder(app) ?? place : place, isApplication);
        }

        return null;
    }

    private static string? ViteFolder(NodeApp app) =>
        OutDir().Match(SiteConfig.Read(app.Directory, "vite.config").Text) is { Success: true } match ? match.Groups["path"].Value.TrimEnd('/') : null;

    /// <summary>The application builder puts what browsers load into a folder of that name. <see href="https://angular.dev/reference/configs/workspace-config"/></summary>
    private static string? Angular(ProjectDirectory project)
    {
        if (project.Json("angular.json")?["projects"] is not System.Text.Json.Nodes.JsonObject projects) return null;
        foreach (var (name, node) in projects)
        {
            if (node?["architect"]?["build"] is not System.Text.Json.Nodes.JsonObject build) continue;
            var isNew = JsonManifest.Text(build, "builder") is "@angular/build:application" or "@angular-devkit/build-angular:application";
            var folder = JsonManifest.Text(build, "options", "outputPath") ?? JsonManifest.Text(build, "options", "outputPath", "base") ?? $"dist/{name}";
            return isNew ? $"{folder}/browser" : folder;
        }

        return null;
    }

    [GeneratedRegex(@"\boutDir\s*:\s*['""](\./)?(?<path>[\w./-]+)['""]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OutDir();

    [GeneratedRegex(@"\bvitepress build (?<folder>[\w-]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VitePressFolder();
}
