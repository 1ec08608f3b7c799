using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Frameworks;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Tests.Projects;

/// <summary>A framework that fits every project, for tests of how several are weighed against each other.</summary>
internal class NamedFramework(
    string name, string? specializes, bool servesHttp = false, LambdaImageException? incomplete = null, LambdaImageException? refusal = null, string runtime = "nodejs") : IFramework
{
    public string Name => name;

    public string? Specializes => specializes;

    public string LooksFor => "nothing";

    public FrameworkFacts Facts => new("None", "none", "none");

    public Detection? Detect(ProjectDirectory project) => new()
    {
        Framework = this,
        Project = project,
        Runtime = new LambdaRuntime(runtime, "24", "default"),
        Handler = incomplete is null ? "start" : null,
        Incomplete = incomplete,
        Refusal = refusal,
        ServesHttp = servesHttp,
        Evidence = [new Evidence("a.txt", null, "is there", name)],
    };

    public void Write(Detection found, DockerfileBuilder file) => throw new NotSupportedException();
}
