using System.Collections;
using System.Globalization;
using System.Numerics;
using LambdaImage.Binding;
using LambdaImage.Commands;

namespace LambdaImage.Tests.Binding;

public sealed class Reading_tables
{
    [Fact]
    public void Numbers_and_dates_of_an_event_are_those_of_JSON_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," }, DateTimeFormat = { ShortDatePattern = "dd.MM.yyyy" } };
        try
        {
            foreach (var number in (object[])[(sbyte)7, (byte)7, (short)7, (ushort)7, 7, 7U, 7L, 7UL, 7F, 7D, 7M, (BigInteger)7])
                PayloadArgumentAttribute.Convert(new Hashtable { ["n"] = number }).ShouldBe("""{"n":7}""", number.GetType().Name);
            PayloadArgumentAttribute.Convert(new Hashtable { ["at"] = new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc) }).ShouldBe("""{"at":"2026-03-04T05:06:07Z"}""");
            PayloadArgumentAttribute.Convert(new Hashtable { ["on"] = new DateOnly(2026, 3, 4) }).ShouldBe("""{"on":"2026-03-04"}""");
            PayloadArgumentAttribute.Convert(new Hashtable { [1.5] = BuildMode.Managed }).ShouldBe("""{"1.5":"Managed"}""");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_variable_is_one_value()
    {
        foreach (object value in (object[])[new Hashtable(), new object[] { 1, 2 }])
            Refused(() => Arguments.Pairs(new Hashtable { ["A"] = value })).ShouldContain("'A'");
    }

    [Fact]
    public void Rules_for_other_sites_may_say_a_time()
    {
        var cors = Cors(new() { ["maxage"] = "1h", ["AllowCredentials"] = "true", ["AllowOrigins"] = "*" });

        (cors.MaxAge, cors.AllowCredentials).ShouldBe((3600, true));
        cors.AllowOrigins.ShouldBe(["*"]);
        Cors(new() { ["MaxAge"] = 60 }).MaxAge.ShouldBe(60);
    }

    [Theory]
    [InlineData("MaxAge", "soon", "MaxAge is a number of seconds")]
    [InlineData("MaxAge", "99999999999", "MaxAge is a number of seconds")]
    [InlineData("AllowCredentials", "yes", "AllowCredentials is $true or $false")]
    [InlineData("AllowOrigin", "*", "AllowOrigins")]
    public void Rules_for_other_sites_that_mean_nothing_are_refused(string key, string value, string allowed) =>
        Refused(() => Cors(new() { [key] = value })).ShouldSatisfyAllConditions(told => told.ShouldContain(key), told => told.ShouldContain("-FunctionUrlCors"), told => told.ShouldContain(allowed));

    [Fact]
    public void A_permission_loses_no_condition_to_a_slip_of_the_pen()
    {
        var command = new UpdateLambdaFunctionImageCommand
        {
            Permission = [new() { ["StatementId"] = "s3", ["Principal"] = "s3.amazonaws.com", ["SourceAcount"] = "123456789012" }],
        };

        Refused(() => command.ToRequest(new AwsSession())).ShouldSatisfyAllConditions(told => told.ShouldContain("'SourceAcount'"), told => told.ShouldContain("SourceAccount", Case.Sensitive));
    }

    private static FunctionUrlCors Cors(Hashtable table) =>
        new UpdateLambdaFunctionImageCommand { FunctionUrl = FunctionUrlAuth.None, FunctionUrlCors = table }.ToRequest(new AwsSession()).Settings.Url!.Cors!;

    private static string Refused(Action deed)
    {
        var failure = Should.Throw<LambdaImageException>(deed);
        failure.Kind.ShouldBe(ErrorKind.RequestInvalid);
        return $"{failure.Message} {failure.Remedy}";
    }
}
