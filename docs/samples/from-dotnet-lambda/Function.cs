using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Greeting;

public record Visitor(string Name);

public class Function
{
    private static readonly string Words = Environment.GetEnvironmentVariable("GREETING") ?? "hello";

    public string Handle(Visitor visitor, ILambdaContext context) => $"{Words}, {visitor.Name}";
}
