namespace LambdaImage.Engine;

/// <summary>Placeholder until the parts are merged.</summary>
public sealed class LambdaImageEngine : ILambdaImageEngine
{
    public Task<IPlan<LambdaProject>> PlanAsync(ProjectRequest request, IWorkReporter reporter, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IPlan<LambdaDockerfile>> PlanAsync(DockerfileRequest request, IWorkReporter reporter, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IPlan<BuiltLambdaImage>> PlanAsync(BuildRequest request, IWorkReporter reporter, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IPlan<PublishedLambdaImage>> PlanAsync(PublishRequest request, IWorkReporter reporter, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IPlan<LambdaFunctionDeployment>> PlanAsync(UpdateFunctionRequest request, IWorkReporter reporter, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IPlan<LambdaFunctionDeployment>> PlanAsync(DeployRequest request, IWorkReporter reporter, CancellationToken cancel) => throw new NotSupportedException();
}
