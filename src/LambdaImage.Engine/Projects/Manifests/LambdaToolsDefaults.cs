using System.Text.Json.Nodes;
using LambdaImage.Engine.Projects.Deployment;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage needs of aws-lambda-tools-defaults.json, the settings of .NET's Lambda tools.
/// <see href="https://github.com/aws/aws-extensions-for-dotnet-cli"/></summary>
internal sealed class LambdaToolsDefaults
{
    public const string File = "aws-lambda-tools-defaults.json";

    /// <summary>Where projects lie in a solution.</summary>
    private static readonly string[] Folders = ["*/", "*/*/", "*/*/*/"];

    private readonly JsonObject _json;
    private readonly string _text;
    private readonly string _file;

    private LambdaToolsDefaults(JsonObject json, string text, string file)
    {
        _json = json;
        _text = text;
        _file = file;
    }

    /// <summary>The handler for a .zip archive; <see cref="Declared"/> has that of an image too.</summary>
    public DeclaredText? Handler => Member("function-handler");

    public Declarations Declared => new([Function()], []);

    /// <summary>The file of the root, or of the one project below it that has one.</summary>
    public static LambdaToolsDefaults? Read(ProjectDirectory project)
    {
        var file = project.Exists(File) ? File : Folders.SelectMany(folder => project.Files(folder + File)).FirstOrDefault();
        return file is not null && project.Json(file) is { } json ? new LambdaToolsDefaults(json, project.ReadText(file)!, file) : null;
    }

    private DeclaredFunction Function() => new(JsonManifest.Text(_json, "function-name") ?? "")
    {
        Handler = Member("image-command") is { } command ? command with { Text = command.Text.Replace(',', ' ').Trim('"', ' ') } : Handler,
        Runtime = Member("function-runtime") ?? (Member("framework") is { Text: ['n', 'e', 't', ..] } framework ? framework with { Text = "dot" + framework.Text.Split(".0")[0] } : null),
        Architecture = Member("function-architecture"),
        Dockerfile = (Member("dockerfile") ?? (Member("package-type") is { } type && type.Text.Equals("image", StringComparison.OrdinalIgnoreCase) ? type with { Text = "Dockerfile" } : null)) is { } dockerfile
            && RelativePath.Combine(_file, dockerfile.Text) is { } path ? dockerfile with { Text = path } : null,
    };

    private DeclaredText? Member(string name) =>
        JsonManifest.Text(_json, name) is { Length: > 0 } value ? new DeclaredText(value, _file, JsonLines.Find(_text, name) ?? 1) : null;
}
