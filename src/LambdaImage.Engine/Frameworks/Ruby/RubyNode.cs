using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Ruby;

/// <summary>Node.js and its packages in the build stage of a Ruby project, whose asset pipeline calls them by name.</summary>
/// <param name="Image">Where the programs come from.</param>
/// <param name="Folder">Folder of the programs in that image.</param>
/// <param name="Setup">Makes the tool available; null when it is.</param>
/// <param name="Files">What decides about the packages.</param>
/// <param name="Command">Installs them, with those of development, which compile assets.</param>
internal sealed record RubyNode(string Image, string Folder, string? Setup, IReadOnlyList<string> Files, string Command)
{
    private const string Corepack = "npm install --global --force corepack && corepack enable";

    private static readonly string[] Settings = [".npmrc", ".yarnrc.yml", ".yarnrc", "pnpm-workspace.yaml"];

    /// <summary>Null for a project without package.json.</summary>
    public static RubyNode? Of(ProjectDirectory project)
    {
        if (PackageJson.Read(project) is null) return null;
        var node = $"{LambdaBaseImages.OfficialImages}/node:{LambdaBaseImages.Node.Choose(AskedVersions.Node(project)).Version}-slim";
        var lockFile = project.FirstOf("bun.lock", "bun.lockb", "pnpm-lock.yaml", "yarn.lock", "package-lock.json");
        string[] files = [PackageJson.File, .. lockFile is null ? [] : new[] { lockFile }, .. Settings.Where(project.Exists)];
        return lockFile switch
        {
            "bun.lock" or "bun.lockb" => new RubyNode("oven/bun:1-slim", "/usr/local/bin", null, files, "bun install --frozen-lockfile"),
            "pnpm-lock.yaml" => new RubyNode(node, "/usr/local", Corepack, files, "pnpm install --frozen-lockfile"),
            "yarn.lock" => new RubyNode(node, "/usr/local", Corepack, files, project.Exists(".yarnrc.yml") ? "yarn install --immutable" : "yarn install --frozen-lockfile"),
            "package-lock.json" => new RubyNode(node, "/usr/local", null, files, "npm ci"),
            _ => new RubyNode(node, "/usr/local", null, files, "npm install"),
        };
    }

    /// <summary>Writes the installation into the build stage.</summary>
    public void Install(StageBuilder stage)
    {
        stage.Comment("Node.js makes the assets and stays in this stage.").Copy([Folder], Folder, from: Image);
        if (Setup is not null) stage.Run(Setup.Split(" && "));
        stage.Copy(Files, "./").Install("/root/.npm", Command);
    }
}
