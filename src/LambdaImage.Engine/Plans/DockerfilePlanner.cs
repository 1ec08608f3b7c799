using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Plans;

/// <summary>Plans the Dockerfile of a project, and looks at a user's own for what Lambda would ignore or refuse.</summary>
internal sealed class DockerfilePlanner(EngineParts parts)
{
    public IPlan<LambdaDockerfile> Plan(DockerfileRequest request)
    {
        var plan = new ManagedDockerfile().Plan(request.Project, request.Force, request.TextOnly);
        var result = Checked(plan.Result);
        return new Plan<LambdaDockerfile>(result.Path ?? result.ContextPath, plan.Action, async (reporter, cancel) =>
        {
            // The project's own were said when it was looked at.
            parts.Warnings.Say(result.Warnings.Except(request.Project.Warnings, StringComparer.Ordinal), reporter);
            await plan.WriteAsync(cancel);
            return result;
        })
        {
            Changes = plan.Changes,
            Preview = result,
        };
    }

    private LambdaDockerfile Checked(LambdaDockerfile file) => file.State == DockerfileState.UserOwned
        ? file with { Warnings = [.. file.Warnings, .. new LintPlanner(parts).Warnings(file)] }
        : file;
}
