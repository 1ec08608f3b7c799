using System.Text.Json;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Sboms;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Sboms;

/// <summary>A project folder whose SBOM is read. Every document that comes out is checked as strictly as CycloneDX's own schema does.</summary>
internal sealed class SbomProject : IDisposable
{
    private readonly TempProject _folder;

    public SbomProject(params (string File, string Text)[] files) => _folder = new TempProject(files);

    public string Dockerfile { get; init; } = "FROM public.ecr.aws/lambda/provided:al2023\n";

    public BuildMode Mode { get; init; } = BuildMode.Managed;

    public LambdaArchitecture Architecture { get; init; }

    public string? Handler { get; init; }

    public string Path => _folder.Path;

    public LambdaDockerfile File => new()
    {
        Path = _folder.Of("Dockerfile"),
        Text = Dockerfile,
        ContextPath = _folder.Path,
        Project = new LambdaProject
        {
            Path = _folder.Path,
            Name = "shop",
            Mode = Mode,
            ModeReason = "the test",
            SourceImage = Mode == BuildMode.Prebuilt ? "ghcr.io/acme/shop:1.4" : null,
            Architecture = Architecture,
            Handler = Handler,
        },
    };

    public Sbom Read(BuiltLambdaImage? built = null, string? place = null)
    {
        var sbom = Sbom.Read(File, built, place is null ? null : ImageReference.Parse(place));
        CycloneDxCheck.Run(CycloneDxWriter.Write(sbom, time: null));
        return sbom;
    }

    public JsonElement Document(BuiltLambdaImage? built = null, string? place = null, DateTimeOffset? time = null) =>
        JsonDocument.Parse(CycloneDxWriter.Write(Read(built, place), time)).RootElement;

    /// <summary>Package URLs of everything but images.</summary>
    public string[] Purls() => [.. Read().Parts.Where(part => part.Type == "library").Select(part => part.Purl)];

    public SbomPart Part(string purl) => Read().Parts.Single(part => part.Purl == purl);

    public void Dispose() => _folder.Dispose();
}
