using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage needs of .NET's global.json. <see
/// href="https://learn.microsoft.com/dotnet/core/tools/global-json"/></summary>
internal sealed class GlobalJson
{
    public const string File = "global.json";

    private GlobalJson(JsonObject json, string text)
    {
        SdkVersion = JsonManifest.Text(json, "sdk", "version");
        SdkVersionLine = JsonLines.Find(text, "sdk", "version") ?? 1;
        RollForward = JsonManifest.Text(json, "sdk", "rollForward");
    }

    public string? SdkVersion { get; }

    public int SdkVersionLine { get; }

    /// <summary>How much newer the SDK may be, for example <c>latestFeature</c>.</summary>
    public string? RollForward { get; }

    public static GlobalJson? Read(ProjectDirectory project) =>
        project.Json(File) is { } json ? new GlobalJson(json, project.ReadText(File)!) : null;
}
