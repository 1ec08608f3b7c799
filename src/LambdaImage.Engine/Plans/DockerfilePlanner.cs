using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Plans;

/// <summary>Plans the Dockerfile of a project, and looks at a user's own for what Lambda would ignore or refuse.</summary>
internal sealed class DockerfilePlanner(EngineParts parts)
{
    public async Task<IPlan<LambdaDockerfile>> PlanAsync(DockerfileRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var generated = request.Project.Mode == BuildMode.Managed ? await new DependencyInstallChoice(parts).ChooseAsync(request, reporter, cancel) : null;
        var plan = new ManagedDockerfile().Plan(request.Project, request.Force, request.TextOnly, generated);
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

    private static LambdaDockerfile Checked(LambdaDockerfile file)
    {
        if (file.State != DockerfileState.UserOwned) return file;
        var document = DockerfileReader.Read(file.Text, file.Path!);
        return file with { Warnings = [.. file.Warnings, .. DockerfileCheck.Find(document).Select(finding => finding.ToText(file.Path!))] };
    }
}
