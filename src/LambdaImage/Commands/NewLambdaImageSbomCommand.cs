using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Pipeline;
using static LambdaImage.Binding.Arguments;

namespace LambdaImage.Commands;

/// <summary>Tells what is in an image as CycloneDX, read from the lock files and the Dockerfile of its project. Nothing is built, and no registry is asked.</summary>
[Cmdlet(VerbsCommon.New, "LambdaImageSbom", DefaultParameterSetName = ParameterSets.Managed, SupportsShouldProcess = true)]
[OutputType(typeof(LambdaImageSbom))]
public sealed class NewLambdaImageSbomCommand : LambdaImageCommand<LambdaImageSbom>
{
    /// <summary>Project folder, default: the current one. A Dockerfile stands for the custom mode.</summary>
    [Parameter(ParameterSetName = ParameterSets.Managed, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>Project folder, exactly as written: no character is a wildcard.</summary>
    [Parameter(ParameterSetName = ParameterSets.Managed, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    /// <summary>Custom mode: the project's own Dockerfile. $true stands for the name Dockerfile.</summary>
    [Parameter(ParameterSetName = ParameterSets.Managed)]
    [AllowNull, AllowEmptyString, DockerfileArgument]
    public string? Dockerfile { get; set; }

    /// <summary>Processor of the image: x86_64 or arm64. Default: that of the project.</summary>
    [Parameter(ParameterSetName = ParameterSets.Managed), ArchitectureArgument]
    public LambdaArchitecture? Architecture { get; set; }

    /// <summary>The project, from Get-LambdaProject.</summary>
    [Parameter(ParameterSetName = ParameterSets.Project, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [RecordArgument(typeof(LambdaProject))]
    public LambdaProject? Project { get; set; }

    /// <summary>The Dockerfile, from New-LambdaDockerfile.</summary>
    [Parameter(ParameterSetName = ParameterSets.Dockerfile, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [RecordArgument(typeof(LambdaDockerfile))]
    public LambdaDockerfile? LambdaDockerfile { get; set; }

    /// <summary>The image, from Build-LambdaImage: its digest, and that of its base, are then part of the SBOM.</summary>
    [Parameter(ParameterSetName = ParameterSets.Image, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [RecordArgument(typeof(BuiltLambdaImage))]
    public BuiltLambdaImage? Image { get; set; }

    /// <summary>File to write. Default: none; the property Text of the result has the document.</summary>
    [Parameter]
    public string? Output { get; set; }

    private protected override IEnumerable<Work<LambdaImageSbom>> Prepare()
    {
        var paths = new ProjectPaths(this, Fail);
        var output = Given(Output) is { } place ? paths.Exact(place) : null;
        return ParameterSetName switch
        {
            ParameterSets.Image => [Read(new() { Image = Image, Output = output })],
            ParameterSets.Dockerfile => [Read(new() { Dockerfile = LambdaDockerfile, Output = output })],
            ParameterSets.Project => [OfProject(Project!)],
            _ => paths.Find(Path, LiteralPath).Select(found => OfFolder(
                new() { Path = found.Folder, Dockerfile = paths.Anchored(Given(Dockerfile)) ?? found.Dockerfile, Architecture = Architecture, UseEnvironment = false })),
        };

        Work<LambdaImageSbom> OfFolder(ProjectRequest request) => async (steps, cancel) =>
            await steps.DoAsync(request, cancel) is { } project ? await OfProject(project)(steps, cancel) : null;

        Work<LambdaImageSbom> OfProject(LambdaProject project) => async (steps, cancel) =>
            await steps.DoAsync(new DockerfileRequest { Project = project, TextOnly = true }, cancel) is { } file
                ? await steps.DoAsync(new SbomRequest { Dockerfile = file, Output = output }, cancel)
                : null;

        Work<LambdaImageSbom> Read(SbomRequest request) => (steps, cancel) => steps.DoAsync(request, cancel);
    }
}
