using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Ruby;

/// <summary>Any Rack application with a <c>config.ru</c>, behind the web adapter: Roda, Grape, Padrino, Cuba and plain Rack.</summary>
internal sealed class Rack : IFramework
{
    private static readonly string[] Servers = ["rack", "rackup", "puma", "roda", "grape", "padrino", "cuba", "falcon"];

    public string Name => "Rack";

    public string Specializes => "Ruby";

    public string LooksFor => $"{RubyServer.RackUp}, and rack or a framework on it in the Gemfile";

    public FrameworkFacts Facts => new("Ruby", "public.ecr.aws/docker/library/ruby", "puma", WebAdapter.Port);

    public Detection? Detect(ProjectDirectory project)
    {
        if (!project.Exists(RubyServer.RackUp) || Gemfile.Read(project) is not { } gems || RubySources.FindHandler(project) is not null) return null;
        return Servers.Select(gems.Find).FirstOrDefault(gem => gem is not null) is { } rack
            ? RubyServer.Detected(this, project, rack, RubyServer.Command(gems), new Evidence(RubyServer.RackUp, null, "is there", "a Rack application"))
            : null;
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var image = RubyImage.Plan(found, file, prefersLambda: false);
        var stage = image.Write(isHandler: false, [new("RACK_ENV", "production")], RubyServer.Adapter());
        RubyServer.Start(stage, found, image, file);
    }
}
