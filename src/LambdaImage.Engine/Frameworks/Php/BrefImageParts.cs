using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Php;

/// <summary>Brings the extensions that a project requires into its image.</summary>
/// <param name="found">The project.</param>
/// <param name="composer">Its manifest.</param>
/// <param name="version">PHP version as in image names, for example <c>84</c>.</param>
internal sealed class BrefImageParts(Detection found, ComposerJson composer, string version)
{
    private const string SwitchedOn = "php/conf.d/lambdaimage.ini";

    private readonly List<Dependency> _required =
        [.. PhpExtensions.Of(found.Project, composer).Where(extension => !BrefExtensions.IsBuiltIn(extension.Name))];

    public void Write(StageBuilder stage, DockerfileBuilder file)
    {
        var images = _required.Where(extension => !BrefExtensions.IsSwitchedOff(extension.Name)).Select(Image).Distinct(StringComparer.Ordinal).ToList();
        if (images.Count > 0) stage.Comment("Extensions that the project requires and Bref's image lacks.");
        foreach (var name in images) stage.Copy(["/opt"], "/opt", from: $"bref/extra-{name}-php-{version}:3");
        // The driver of Microsoft looks for its settings where this variable says.
        if (images.Contains("sqlsrv")) stage.Env("ODBCSYSINI", "/opt/microsoft/conf/");
        if (images.Contains("odbc-snowflake")) stage.Env("ODBCSYSINI", "/opt/snowflake_odbc/conf/");

        var switchedOff = _required.Where(extension => BrefExtensions.IsSwitchedOff(extension.Name) && !IsSwitchedOnByProject(extension.Name)).ToList();
        if (switchedOff.Count == 0) return;
        stage.Comment($"Bref's image has {string.Join(", ", switchedOff.Select(extension => extension.Name))}, but switched off: {SwitchedOn}, which comes with the code, changes that.");
        file.ProjectFile(SwitchedOn, string.Concat(switchedOff.Select(extension => $"extension={extension.Name}\n")));
    }

    private string Image(Dependency extension)
    {
        var where = $"{extension.File}:{extension.Line} requires ext-{extension.Name}";
        if (BrefExtensions.Find(extension.Name) is not { } image)
        {
            throw ProjectErrors.Unsupported(
                $"{where}, for which Bref 3 has neither a built-in extension nor an extra image.",
                $"Do without it, use a web server that has it with -Framework {FrankenPhp.FrameworkName}, or compile it in a Dockerfile of your own that starts FROM bref/build-php-{version}:3, and use -Dockerfile.", extension.Name);
        }

        if (found.Architecture == LambdaArchitecture.Arm64)
        {
            throw ProjectErrors.Unsupported(
                $"{where}, but Bref's extra extensions exist for x86_64 only.",
                $"Build for the other processor with -Architecture x86_64, do without the extension, or leave Bref for a web server with -Framework {FrankenPhp.FrameworkName}.",
                extension.Name);
        }

        if (!image.PhpVersions.Contains(found.Runtime.Version))
        {
            throw ProjectErrors.Unsupported(
                $"{where}, but Bref has that extension for PHP {string.Join(", ", image.PhpVersions)} only, not for {found.Runtime.Version} ({found.Runtime.Reason}).",
                $"Use -RuntimeVersion {image.PhpVersions[^1]}, or do without the extension.", extension.Name);
        }

        return image.Name;
    }

    /// <summary>Bref reads the project's own settings from php/conf.d; loading an extension twice makes PHP complain
    /// at every start.</summary>
    private bool IsSwitchedOnByProject(string extension) => found.Project.Files("php/conf.d/*.ini")
        .Where(file => file != SwitchedOn)
        .SelectMany(found.Project.Lines)
        .Any(line => line.Text.Replace(" ", "", StringComparison.Ordinal).StartsWith($"extension={extension}", StringComparison.Ordinal));
}
