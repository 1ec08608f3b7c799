using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Errors;
using LambdaImage.Pipeline;
using static LambdaImage.Binding.Arguments;

namespace LambdaImage.Commands;

/// <summary>Builds the image of a Dockerfile, of a project, or of a folder in one go.</summary>
[Cmdlet("Build", "LambdaImage", DefaultParameterSetName = ParameterSets.Managed, SupportsShouldProcess = true)]
[OutputType(typeof(BuiltLambdaImage))]
public sealed class BuildLambdaImageCommand : BuildCommand<BuiltLambdaImage>
{
    /// <summary>The project, from Get-LambdaProject.</summary>
    [Parameter(ParameterSetName = ParameterSets.Project, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [RecordArgument(typeof(LambdaProject))]
    public LambdaProject? Project { get; set; }

    /// <summary>The Dockerfile, from New-LambdaDockerfile.</summary>
    [Parameter(ParameterSetName = ParameterSets.Dockerfile, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [RecordArgument(typeof(LambdaDockerfile))]
    public LambdaDockerfile? LambdaDockerfile { get; set; }

    /// <summary>Local name and tag of the image.</summary>
    [Parameter]
    public string? Tag { get; set; }

    /// <summary>Overwrites a Dockerfile that LambdaImage did not write.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override IEnumerable<Work<BuiltLambdaImage>> Prepare()
    {
        var session = Session();
        var build = BuildRequests(session, Given(Tag));
        var write = DockerfileRequests(session, Force.IsPresent);
        return ParameterSetName switch
        {
            ParameterSets.Dockerfile => [FromDockerfile(LambdaDockerfile!)],
            ParameterSets.Project when this.Made().Count == 0 => [FromProject(Project!)],
            ParameterSets.Project => [FromFolder(this.ToRequest(new ProjectPaths(this, Fail), Project!))],
            _ => Requests().Select(FromFolder),
        };

        Work<BuiltLambdaImage> FromFolder(ProjectRequest request) => async (steps, cancel) =>
            await steps.DoAsync(request, cancel) is { } project ? await FromProject(project)(steps, cancel) : null;

        Work<BuiltLambdaImage> FromProject(LambdaProject project) => async (steps, cancel) =>
            await steps.DockerfileAsync(write(project), cancel) is { } file
                ? await steps.DoAsync(build(file), cancel)
                : null;

        Work<BuiltLambdaImage> FromDockerfile(LambdaDockerfile file) => this.Made() is { Count: > 0 } late
            ? throw CommandErrors.ChoiceTooLate(List(late), nameof(LambdaDockerfile))
            : (steps, cancel) => steps.DoAsync(build(file), cancel);
    }
}
