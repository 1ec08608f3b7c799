using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Plans;

/// <summary>Plans the Dockerfile of a project, and looks at a user's own for what Lambda would ignore or refuse.</summary>
internal sealed class DockerfilePlanner(EngineParts parts, Func<Connections> connect)
{
    public async Task<IPlan<LambdaDockerfile>> PlanAsync(DockerfileRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        if (request.Project.Images.Count > 1) throw ServiceErrors.SeveralImages(request.Project.ServicePath!, request.Project.Images.Select(image => image.ImageName!));
        var generated = request.Project.Mode == BuildMode.Managed ? await new DependencyInstallChoice(parts).ChooseAsync(request, reporter, cancel) : null;
        if (generated is not null && request.Project.Options.PinBase == true) generated = await PinAsync(request, generated, reporter, cancel);
        var plan = new ManagedDockerfile().Plan(request.Project, request.Force, request.TextOnly, generated, request.Eject);
        var result = Checked(plan.Result);
        return new Plan<LambdaDockerfile>(result.Path ?? result.ContextPath, plan.Action, async (log, stop) =>
        {
            // The project's own were said when it was looked at.
            parts.Warnings.Say(result.Warnings.Except(request.Project.Warnings, StringComparer.Ordinal), log);
            await plan.WriteAsync(stop);
            return result;
        })
        {
            Changes = plan.Changes,
            Preview = result,
        };
    }

    /// <summary>Pins what is not pinned yet: a build must not change because a tag has moved, only because somebody wanted it.</summary>
    private async Task<GeneratedDockerfile> PinAsync(DockerfileRequest request, GeneratedDockerfile generated, IWorkReporter reporter, CancellationToken cancel)
    {
        var known = request.RenewPins ? new Dictionary<string, string>() : ImagePins.Read(Path.Combine(request.Project.Path, ProjectRequest.DefaultDockerfile));
        List<string> warnings = [];
        var pins = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var image in ImagePins.Images(generated.Document))
        {
            if (known.TryGetValue(image, out var pin)) reporter.Log(LogLevel.Verbose, $"{image} stays pinned to {pin}; -PinBase renews it.");
            else if (ImageReference.TryParse(image) is { } reference) pin = (await connect().Registries.Images.ResolveAsync(reference, cancel)).DigestText;
            else warnings.Add($"{image} cannot be pinned: variables hide its name.");
            if (pin is not null) pins[image] = pin;
        }

        return generated with { Document = ImagePins.Apply(generated.Document, pins), Warnings = [.. generated.Warnings, .. warnings] };
    }

    private LambdaDockerfile Checked(LambdaDockerfile file) => file.State == DockerfileState.UserOwned
        ? file with { Warnings = [.. file.Warnings, .. new LintPlanner(parts).Warnings(file)] }
        : file;
}
