using System.Net;
using System.Runtime.Versioning;
using Host.Tests.Commands;

namespace Host.Tests.Serving;

/// <summary>What programs may send to the admin API: nothing of another shape does anything.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class AdminApiTests(RunningNode node) : IClassFixture<RunningNode>
{
    [Theory]
    [InlineData("""{"login":"ann","surprise":1}""")]
    [InlineData("""{"name":"Ann"}""")]
    [InlineData("""{"login":null}""")]
    [InlineData("""["ann"]""")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("""{"login":"ann","role":"emperor"}""")]
    [InlineData("""{"login":"ann","linkLifetimeMs":0}""")]
    [InlineData("""{"login":"ann","linkLifetimeMs":9223372036854775807}""")]
    public async Task A_request_of_another_shape_is_refused(string body)
    {
        using var socket = new HttpClient(AdminSocketTests.Through(Path.Combine(node.Commands.Data, "parley.sock"))) { BaseAddress = new Uri("http://parley") };
        using var answer = await socket.PostAsync("/api/admin/v1/users", new StringContent(body));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"code\":\"bad-request\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
