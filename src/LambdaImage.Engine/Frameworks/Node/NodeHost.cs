using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Locks;
using LambdaImage.Engine.SystemPackages;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>Installs and builds on this machine for the image's system: packages that come ready for use only, because what compiles makes programs for this
/// machine.</summary>
internal sealed partial class NodeHost(NodeApp app, NodePackages? packages, NodeLock locked, NodeParent parent, NodeExtras extras, Detection found)
{
    private const string RemovePackages = "require('fs').rmSync('node_modules', { recursive: true, force: true })";

    /// <summary>Declares what is to run, and copies its result into the final stage.</summary>
    /// <exception cref="LambdaImageException">Something of the project needs a container.</exception>
    public void Write(NodeRecipe recipe, StageBuilder stage, DockerfileBuilder file, string? build)
    {
        if (Obstacle(recipe, file) is { } obstacle) throw NodeErrors.HostImpossible(app.Root.Path, obstacle);
        var keeps = recipe.KeepsPackages && app.Manifest is { HasPackages: true };
        var platform = NodePlatform.Of(found.Architecture, parent.Image.Distribution);
        HostCommand[] drop = packages?.DropHooks is { } command ? [NpmPackages.Npm(command)] : [];
        if (build is null && extras.Prisma is null && packages!.NeedsSources is null)
        {
            file.InstallOnHost(new HostInstall { Tool = packages.Tool, Inputs = packages.Files, Commands = [.. drop, .. packages.ForPlatform!(platform)], Result = "node_modules" });
            stage.Comment($"Packages first: this layer is the same until {string.Join(" or ", packages.Files)} changes.").CopyFromHost("./node_modules")
                .Comment("The code last: it changes most often.").Copy(["."], "./");
            return;
        }

        file.InstallOnHost(new HostInstall
        {
            Tool = packages!.Tool,
            Inputs = ["."],
            Commands =
            [
                .. drop,
                .. packages.OnHost,
                .. extras.Prisma is { CanGenerate: true, Schema: not null } ? [NpmPackages.Npm("exec --no -- prisma generate")] : Array.Empty<HostCommand>(),
                .. build is null ? [] : new[] { With(recipe, build == packages.Build ? NpmPackages.Npm("run build") : new HostCommand("npm", ["exec", "--call", build])) },
                .. keeps ? packages.ForPlatform!(platform) : [new HostCommand("node", ["-e", RemovePackages])],
                .. recipe.FinishOnHost,
            ],
            Result = ".",
        });
        if (recipe.Outputs.Count == 0)
        {
            stage.Comment($"The {(build is null ? "" : "compiled ")}code with the packages it runs with.").CopyFromHost();
            return;
        }

        if (keeps) stage.Comment("Packages first: they change less often than the code.").Copy(["node_modules"], "./node_modules", from: HostInstall.ContextName);
        foreach (var output in recipe.Outputs)
        {
            if (output.Comment is { } why) stage.Comment(why);
            stage.Copy([output.Source], output.Destination, from: HostInstall.ContextName);
        }
    }

    private static HostCommand With(NodeRecipe recipe, HostCommand command) => command with { Environment = recipe.BuildEnvironment.ToDictionary(StringComparer.Ordinal) };

    /// <summary>Why it takes a container; null: it does not.</summary>
    private string? Obstacle(NodeRecipe recipe, DockerfileBuilder file)
    {
        var options = file.Options;
        if (recipe.HostObstacle is { } own) return own;
        if (app.IsInWorkspace || app.Manifest is { HasWorkspaces: true }) return "the packages of a workspace are put together in a container";
        if (recipe.IsHandler && !parent.Image.IsLambda) return $"the base image {parent.Image.Image} lacks Lambda's runtime client, which has to be compiled for it";
        if (options.Packages is { All.Count: > 0 } or { Build.Count: > 0 } or { Deployment.Count: > 0 }) return "system packages can be installed only in a container";
        if (parent.Needs.Reasons.FirstOrDefault(need => need.Run.Count > 0) is { } running) return $"{Place(running.Dependency)} needs {string.Join(", ", running.Run)} in the image";
        if (parent.Needs.Reasons.FirstOrDefault(need => need.Build.Count > 0) is { } compiled) return $"{Place(compiled.Dependency)} may have to be compiled";
        if (packages is null) return null;
        if (packages.Hooks.Needed is [var hook, ..]) return $"the script {hook} of package.json changes what is installed";
        if (locked.WithScript is { } scripts && locked.Packages.FirstOrDefault(package => scripts.Contains(package.Name) && !NodePrebuilds.NeedsNoScript(package)) is { } scripted)
            return $"{Place(scripted)} runs a script of its own when it is installed, which would be for this machine";
        if (packages is { Tool: "Yarn" } && packages.Exec.Contains("yarn@", StringComparison.Ordinal) && locked.Packages.FirstOrDefault(package => ForOneSystem().IsMatch(package.Name)) is { } system)
            return $"{Place(system)} is for one system only, and Yarn 1 installs for this machine alone";
        if (extras.Prisma is { HasEngine: true } prisma && Prisma.TargetOf(found.Architecture, parent.Image.Distribution) is var target && !prisma.Targets.Contains(target))
            return $"Prisma's engine for the image is missing: binaryTargets of {prisma.Schema ?? "the schema"} needs \"{target}\"";
        return null;
    }

    private static string Place(Dependency dependency) => $"{dependency.Name} ({dependency.File}:{dependency.Line})";

    [GeneratedRegex("[-/](linux|darwin|win32)(-|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ForOneSystem();
}
