using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Orders.Domain;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Orders;

public sealed class Function
{
    // public string Old(string input, ILambdaContext context) => input;
    public Order Handle(Order order, ILambdaContext context) => order with { Id = context.AwsRequestId };
}
