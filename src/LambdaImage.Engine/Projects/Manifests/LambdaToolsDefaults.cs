using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage needs of aws-lambda-tools-defaults.json, the settings of .NET's Lambda tools.
/// <see href="https://github.com/aws/aws-extensions-for-dotnet-cli"/></summary>
internal sealed class LambdaToolsDefaults
{
    public const string File = "aws-lambda-tools-defaults.json";

    private readonly JsonObject _json;
    private readonly string _text;
    private readonly string _file;

    private LambdaToolsDefaults(JsonObject json, string text, string file)
    {
        _json = json;
        _text = text;
        _file = file;
    }

    public (string Text, string File, int Line)? Architecture => Member("function-architecture");

    public (string Text, string File, int Line)? Handler => Member("function-handler");

    public IReadOnlyList<(string Handler, string? Runtime, Evidence Evidence)> Handlers => Handler is { } handler
        ? [(handler.Text, "dotnet", new Evidence(handler.File, handler.Line, handler.Text, "the handler"))]
        : [];

    public static LambdaToolsDefaults? Read(ProjectDirectory project)
    {
        var file = project.Exists(File) ? File : project.Files("**/" + File) is [var nested, ..] ? nested : null;
        return file is not null && project.Json(file) is { } json ? new LambdaToolsDefaults(json, project.ReadText(file)!, file) : null;
    }

    private (string, string, int)? Member(string name) =>
        JsonManifest.Text(_json, name) is { Length: > 0 } value ? (value, _file, JsonLines.Find(_text, name) ?? 1) : null;
}
