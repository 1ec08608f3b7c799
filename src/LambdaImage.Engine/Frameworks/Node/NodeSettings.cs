using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>Checks what package managers are told: secrets that would end up in the image, and variables that nothing sets.</summary>
internal static class NodeSettings
{
    /// <summary>Tools of development that are sometimes among the dependencies of production.</summary>
    private static readonly string[] DevelopmentTools = ["aws-cdk", "concurrently", "eslint", "jest", "nodemon", "pm2", "prettier", "serverless", "serverless-offline", "vitest"];

    public static void Check(NodeApp app, NodePackages? packages, DockerfileBuilder file)
    {
        foreach (var (path, line) in NpmRc.Secrets(app.Root))
        {
            file.Ignore(path);
            file.Warn($"{path}:{line} has a secret, so the file stays out of the build; read it from an environment variable (${{NPM_TOKEN}}) and give that as a build secret.");
        }

        string[] given = [.. file.Options.Secrets.Select(secret => secret.Variable).OfType<string>(), .. file.Options.BuildArguments.Build.Keys];
        foreach (var (variable, path, line) in NpmRc.Variables(app.Root).Where(found => !given.Contains(found.Variable)))
            file.Warn($"{path}:{line} reads the variable {variable}, which the build does not have; give it as a build secret with the variable {variable}.");

        if (app.Manifest is not { } manifest || packages is null) return;
        if (!app.IsInWorkspace && packages.NeedsSources != "the workspaces" && manifest.Dependencies.FirstOrDefault(IsFromWorkspace) is { } outside)
            throw NodeErrors.OutsideWorkspace(app.Root.Path, outside.Name, outside.Line);
        foreach (var warning in packages.Warnings(manifest)) file.Warn(warning);
        foreach (var tool in manifest.Dependencies.Where(package => DevelopmentTools.Contains(package.Name)))
            file.Warn($"{app.Folder}package.json:{tool.Line} {tool.Name} is a tool of development that makes the image larger; move it to devDependencies.");
        if (packages.FromGit.FirstOrDefault(package => package.Constraint.Contains("ssh:", StringComparison.Ordinal)) is { } ssh && file.Options.Ssh != true)
            file.Warn($"{app.Folder}package.json:{ssh.Line} {ssh.Name} is fetched by SSH, which the build may use only when it is told to (ssh: true).");
    }

    private static bool IsFromWorkspace(Projects.Dependency package) => package.Constraint.StartsWith("workspace:", StringComparison.Ordinal);
}
