using System.Net;
using System.Text;
using Cluster.Actors.Security;
using Cluster.Actors.Storage;
using Cluster.Web.Accounts.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Web.Tests.Accounts;

/// <summary>The keys of cookies: all nodes have them by the database, and nobody has them by the database alone.</summary>
public sealed class KeyTests
{
    [Fact]
    public async Task The_database_alone_says_nothing_of_them()
    {
        await using var store = await StoreUnderTest.StartAsync();
        await store.AddAsync("ann");
        using var ann = new Visitor(await store.OpenEdgeAsync());
        await ann.SignInAsync("ann");
        var rows = await store.Services.GetRequiredService<SecretTable>().ListAsync(SecretXmlRepository.Kind);
        Assert.NotEmpty(rows);
        var files = string.Concat(Directory.GetFiles(Path.GetDirectoryName(store.DatabasePath)!, "parley.db*").Select(ReadShared));
        Assert.DoesNotContain("masterKey", files, StringComparison.Ordinal);
        Assert.DoesNotContain("<key", files, StringComparison.Ordinal);
        Assert.DoesNotContain(Uri.UnescapeDataString(ann.Cookie!["parley=".Length..]), files, StringComparison.Ordinal);
        // The test would find them if they were there: the row itself is in the file.
        Assert.Contains(rows[0].Id, files, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_another_secret_key_old_cookies_end_and_signing_in_goes_on()
    {
        await using var store = await StoreUnderTest.StartAsync();
        await store.AddAsync("ann");
        using var before = new Visitor(await store.OpenEdgeAsync());
        await before.SignInAsync("ann");
        using var after = new Visitor(await store.OpenEdgeAsync(services: new OtherBox(store.Services))) { Cookie = before.Cookie };
        Assert.Null(await after.WhoAsync());
        Assert.Equal(HttpStatusCode.OK, (await after.SignInAsync("ann")).Status);
        Assert.Equal("ann", await after.WhoAsync());
    }

    [Fact]
    public async Task Whoever_can_only_write_the_database_cannot_plant_one()
    {
        await using var store = await StoreUnderTest.StartAsync();
        var table = store.Services.GetRequiredService<SecretTable>();
        await table.PutAsync(SecretXmlRepository.Kind, "key-planted", "<key id=\"0e1d8c1c-7a51-4b64-b0a5-3f4b0d7ed6b1\" version=\"1\"/>");
        await table.PutAsync(SecretXmlRepository.Kind, "key-moved", SecretBox.Of(new byte[32]).Protect("<key/>", "data-protection/key-moved"));
        await store.AddAsync("ann");
        using var ann = new Visitor(await store.OpenEdgeAsync());
        Assert.Equal(HttpStatusCode.OK, (await ann.SignInAsync("ann")).Status);
        Assert.Equal("ann", await ann.WhoAsync());
    }

    private static string ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    /// <summary>The same node with another secret.key.</summary>
    private sealed class OtherBox(IServiceProvider inner) : IServiceProvider
    {
        private readonly SecretBox _box = SecretBox.Of(new byte[32]);

        public object? GetService(Type serviceType) => serviceType == typeof(SecretBox) ? _box : inner.GetService(serviceType);
    }
}
