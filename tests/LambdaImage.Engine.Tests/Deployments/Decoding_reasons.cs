using LambdaImage.Engine.Deployments;
using LambdaImage.TestKit.Aws;

namespace LambdaImage.Engine.Tests.Deployments;

public sealed class Decoding_reasons
{
    [SkippableTheory]
    [InlineData("StateReasonCode")]
    [InlineData("LastUpdateStatusReasonCode")]
    public void Every_code_of_the_services_model_has_a_meaning(string shape)
    {
        Skip.IfNot(ServiceModels.AreHere, "needs botocore");

        ServiceModels.Of("lambda")!.Enum(shape).Except(ReasonCodes.Codes).ShouldBeEmpty();
    }

    [Fact]
    public void Each_says_what_helps() =>
        ReasonCodes.Codes.Select(code => ReasonCodes.Find(code, reason: null)).ShouldAllBe(meaning => meaning.Remedy.EndsWith('.') && meaning.Cause.Length > 10);

    [Fact]
    public void A_code_that_nobody_knows_yet_is_still_told() =>
        ReasonCodes.Explain("shop", created: false, new() { FunctionName = "shop", FunctionArn = "", LastUpdateStatus = "Failed", LastUpdateStatusReasonCode = "Brandnew", LastUpdateStatusReason = "words" })
            .Message.ShouldContain("It says Brandnew: words.");
}
