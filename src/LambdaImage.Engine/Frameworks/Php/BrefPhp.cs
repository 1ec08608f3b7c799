using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
namespace LambdaImage.Engine.Frameworks.Php;
internal sealed class BrefPhp : IFramework
{
    public string Name => "BrefPhp";
    public string? Specializes => null;
    public string LooksFor => "";
    public Detection? Detect(ProjectDirectory project) => null;
    public void Write(Detection found, DockerfileBuilder file) => throw new NotSupportedException();
}
