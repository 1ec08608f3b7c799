using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Pipeline;

namespace LambdaImage.Commands;

/// <summary>Writes the Dockerfile of a project, or checks the project's own.</summary>
[Cmdlet(VerbsCommon.New, "LambdaDockerfile", SupportsShouldProcess = true,
    DefaultParameterSetName = ParameterSets.Managed)]
[OutputType(typeof(LambdaDockerfile))]
public sealed class NewLambdaDockerfileCommand : ProjectCommand<LambdaDockerfile>
{
    /// <summary>The project, from Get-LambdaProject.</summary>
    [Parameter(ParameterSetName = ParameterSets.Project, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [RecordArgument(typeof(LambdaProject))]
    public LambdaProject? Project { get; set; }

    /// <summary>Overwrites a Dockerfile that LambdaImage did not write.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Makes the text without writing any file.</summary>
    [Parameter]
    public SwitchParameter TextOnly { get; set; }

    /// <summary>Writes a Dockerfile that needs LambdaImage no more and is yours from then on.</summary>
    [Parameter]
    public SwitchParameter Eject { get; set; }

    /// <summary>Who would build it, which decides where dependencies can be installed.</summary>
    [Parameter]
    public BuildEngine Engine { get; set; }

    /// <summary>Allows plain http to registries outside loopback, where base images are pinned.</summary>
    [Parameter]
    public SwitchParameter AllowInsecureRegistry { get; set; }

    private protected override IEnumerable<Work<LambdaDockerfile>> Prepare()
    {
        var asked = Asked(Session());
        if (ParameterSetName != ParameterSets.Project) return Requests().Select(Detect);

        // Choices about a known project make it be looked at again.
        var known = Project!;
        if (this.Made().Count > 0) return [Detect(this.ToRequest(new ProjectPaths(this, Fail), known))];

        return [(steps, cancel) => steps.DoAsync(FileOf(known), cancel)];

        Work<LambdaDockerfile> Detect(ProjectRequest request) => async (steps, cancel) =>
            await steps.DoAsync(request, cancel) is { } project ? await steps.DoAsync(FileOf(project), cancel) : null;

        DockerfileRequest FileOf(LambdaProject project) => asked(project);
    }

    private Func<LambdaProject, DockerfileRequest> Asked(AwsSession session)
    {
        var (force, textOnly, eject) = (Force.IsPresent, TextOnly.IsPresent, Eject.IsPresent);
        var (engine, renew, insecure) = (Engine, PinBase.IsPresent, AllowInsecureRegistry.IsPresent);
        return project => new()
        {
            Project = project,
            Force = force,
            TextOnly = textOnly,
            Eject = eject,
            Engine = engine,
            RenewPins = renew,
            AllowInsecureRegistry = insecure,
            Session = session,
        };
    }
}
